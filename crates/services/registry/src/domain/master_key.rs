//! An application's master key, as the registry knows it.

use parvis_chassis::key::KeyId;
use parvis_kernel::{ApplicationId, Timestamp};

use super::KeyHash;

/// What is kept of a master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MasterKey {
    /// The public part.
    pub(crate) id: KeyId,
    /// Whose key it is.
    pub(crate) application: ApplicationId,
    /// The keyed hash of its secret.
    pub(crate) hash: KeyHash,
    /// When it was minted.
    pub(crate) created_at: Timestamp,
    /// When it stopped being valid, if it did.
    pub(crate) revoked_at: Option<Timestamp>,
}

impl MasterKey {
    /// Whether the key is valid.
    pub(crate) const fn is_live(&self) -> bool {
        self.revoked_at.is_none()
    }
}
