//! Whether the tenant's key is known.

use parvis_events::registry::v1::{ApiKeyRegistered, ApiKeyRevoked};
use parvis_outbox::{Heard, Refusal, Tx};

use super::done;
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::{Case, Reference};

const KIND: &str = "api-key";

pub(super) async fn registered(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ApiKeyRegistered>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let key = &message.key_id;
    let meaning =
        |case: &Case, _: Option<&Reference>| told(case, key).filter(|_| !is_undoing(case));
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn revoked(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ApiKeyRevoked>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let key = &message.key_id;
    let meaning = |case: &Case, _: Option<&Reference>| told(case, key).filter(|_| is_undoing(case));
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

fn told(case: &Case, key: &str) -> Option<Tale> {
    let ours = case.key.as_ref().is_some_and(|ours| ours.id == key);
    ours.then(|| Tale { kind: KIND, report: done() })
}

fn is_undoing(case: &Case) -> bool {
    case.state_of(KIND).is_undoing()
}
