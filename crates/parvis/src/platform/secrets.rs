//! The secrets of a development platform: made at its first start, kept in its data folder.

use anyhow::{Result, anyhow};
use parvis_chassis::Keyring;
use parvis_kernel::Secret;

use super::DataFolder;

const KEY: &str = "key-encryption-key";

/// The key-encryption key of this folder.
pub(super) fn key_encryption_key(folder: &DataFolder) -> Result<Secret> {
    if let Some(kept) = folder.read(KEY)? {
        return Ok(Secret::new(kept.trim()));
    }
    let fresh = Keyring::generate().map_err(|_| anyhow!("no randomness"))?;
    folder.keep(KEY, fresh.reveal())?;
    Ok(fresh)
}
