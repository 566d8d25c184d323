//! Finds out who holds a key.

use parvis_chassis::key::{KeyId, KeyKind};
use parvis_kernel::{ApplicationId, OnboardingId};

use crate::Registry;
use crate::domain::{ApiKey, KeyHash, MasterKey};
use crate::error::Error;
use crate::store;

/// Who holds a live key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holder {
    /// The application.
    pub(crate) application: ApplicationId,
    /// The tenant whose API key it is; none for a master key.
    pub(crate) onboarding: Option<OnboardingId>,
}

/// A key that was found, with its hash when it is live.
struct Known {
    holder: Holder,
    hash: Option<KeyHash>,
}

/// The holder of the live key with this public part and this hash. An unknown key, a revoked one and a
/// wrong hash take the same way.
pub(crate) async fn resolve(
    registry: &Registry,
    kind: KeyKind,
    id: &KeyId,
    hash: &KeyHash,
) -> Result<Holder, Error> {
    let read = registry.base.database.read();
    let known = match kind {
        KeyKind::Master => store::master_key::by_id(read, id).await?.map(Known::from),
        KeyKind::Tenant => store::api_key::by_id(read, id).await?.map(Known::from),
    };
    let matches = hash.matches(known.as_ref().and_then(|known| known.hash.as_ref()));
    known.filter(|_| matches).map(|known| known.holder).ok_or(Error::Unknown)
}

impl From<MasterKey> for Known {
    fn from(key: MasterKey) -> Self {
        let live = key.is_live();
        let holder = Holder { application: key.application, onboarding: None };
        Self { holder, hash: live.then_some(key.hash) }
    }
}

impl From<ApiKey> for Known {
    fn from(key: ApiKey) -> Self {
        let live = key.is_live();
        let holder = Holder { application: key.application, onboarding: Some(key.onboarding) };
        Self { holder, hash: live.then_some(key.hash) }
    }
}
