//! What the registry does: one verb a file.

mod change;
mod register;
mod register_api_key;
mod resolve;
mod revoke;
mod revoke_api_key;
mod rotate;
mod show;

pub(crate) use change::change;
pub(crate) use register::register;
pub(crate) use register_api_key::register_api_key;
pub(crate) use resolve::{Holder, resolve};
pub(crate) use revoke::revoke;
pub(crate) use revoke_api_key::revoke_api_key;
pub(crate) use rotate::rotate;
pub(crate) use show::{profile, show};

use parvis_chassis::Base;
use parvis_chassis::key::{Key, KeyKind};
use parvis_kernel::{ApplicationId, Timestamp};

use crate::domain::{KeyHash, MasterKey};
use crate::error::Error;

/// Makes a master key: what its owner is shown, and what is kept of it.
fn mint(
    base: &Base,
    application: ApplicationId,
    created_at: Timestamp,
) -> Result<(Key, MasterKey), Error> {
    let key = Key::mint(KeyKind::Master)?;
    let hash = KeyHash::parse(&key.hash(&base.keyring)?).ok_or(parvis_chassis::keyring::BadKey)?;
    let kept = MasterKey { id: key.id().clone(), application, hash, created_at, revoked_at: None };
    Ok((key, kept))
}
