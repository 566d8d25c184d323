//! A tenant's API key, as the registry knows it.

use parvis_chassis::key::KeyId;
use parvis_kernel::{ApplicationId, Change, OnboardingId, Timestamp};

use super::{Fact, KeyHash};

/// What is kept of a tenant's API key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiKey {
    /// The public part.
    pub(crate) id: KeyId,
    /// Whose tenant it is.
    pub(crate) application: ApplicationId,
    /// The tenant.
    pub(crate) onboarding: OnboardingId,
    /// The keyed hash of its secret.
    pub(crate) hash: KeyHash,
    pub(crate) created_at: Timestamp,
    /// When it stopped being valid, if it did.
    pub(crate) revoked_at: Option<Timestamp>,
    /// Counts the changes, from 1.
    pub(crate) version: i64,
}

impl ApiKey {
    /// Whether the key is valid.
    pub(crate) const fn is_live(&self) -> bool {
        self.revoked_at.is_none()
    }

    /// Whether the two are the same key of the same tenant.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.id == other.id
            && self.application == other.application
            && self.onboarding == other.onboarding
            && self.hash == other.hash
    }

    /// Keeps a key that is not kept yet.
    pub(crate) fn register(self, reference: String) -> Change<Self, Fact> {
        let fact = Fact::ApiKeyRegistered {
            key: self.id.clone(),
            application: self.application,
            onboarding: self.onboarding,
            reference,
        };
        Change::saying(self, fact)
    }

    /// Says of a kept key once more that it is known, to somebody who asks again.
    pub(crate) fn repeat(self, reference: String) -> Change<Self, Fact> {
        Self { version: self.version + 1, ..self }.register(reference)
    }

    /// Revokes the key; the time of an earlier revocation stays.
    pub(crate) fn revoke(self, at: Timestamp, reference: String) -> Change<Self, Fact> {
        let fact =
            Fact::ApiKeyRevoked { key: self.id.clone(), application: self.application, reference };
        let revoked_at = self.revoked_at.or(Some(at));
        Change::saying(Self { revoked_at, version: self.version + 1, ..self }, fact)
    }
}

/// A key that is not kept here: there is no row to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Absent;

impl Absent {
    /// Revokes a key that never came: it is not valid, which is what the asker waits to hear.
    pub(crate) fn revoke(
        key: KeyId,
        application: ApplicationId,
        reference: String,
    ) -> Change<Self, Fact> {
        Change::saying(Self, Fact::ApiKeyRevoked { key, application, reference })
    }
}
