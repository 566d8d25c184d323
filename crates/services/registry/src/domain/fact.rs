//! What the registry tells the others.

use parvis_chassis::key::KeyId;
use parvis_kernel::{ApplicationId, OnboardingId};

use super::Name;

/// Something that became true here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    /// An application may call.
    ApplicationRegistered { application: ApplicationId, name: Name },
    /// An application's name, contact, provider data or prices changed.
    ApplicationChanged { application: ApplicationId },
    /// An application got a new master key.
    MasterKeyRotated { application: ApplicationId, key: KeyId },
    /// A master key is no longer valid.
    MasterKeyRevoked { application: ApplicationId, key: KeyId },
    /// A tenant's API key is known; `reference` is the asker's own.
    ApiKeyRegistered {
        key: KeyId,
        application: ApplicationId,
        onboarding: OnboardingId,
        reference: String,
    },
    /// A tenant's API key is not valid, or never was.
    ApiKeyRevoked { key: KeyId, application: ApplicationId, reference: String },
}
