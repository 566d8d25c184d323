//! Whether the tenant's key is known.

use parvis_events::registry::v1::{ApiKeyRegistered, ApiKeyRevoked};
use parvis_outbox::{Heard, Refusal, Tx};

use super::done;
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::{Case, Reference};

const STEP: &str = "api-key";

pub(super) async fn registered(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ApiKeyRegistered>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let key = &message.key_id;
    let meaning = |case: &Case, reference: Option<&Reference>| told(case, reference, key);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn revoked(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ApiKeyRevoked>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let key = &message.key_id;
    let meaning = |case: &Case, reference: Option<&Reference>| told(case, reference, key);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// The reference names the attempt: one that registered the key, or one that revoked it.
fn told(case: &Case, reference: Option<&Reference>, key: &str) -> Option<Tale> {
    let ours = case.key.as_ref().is_some_and(|ours| ours.id == key);
    let asked = reference.is_some_and(|reference| reference.step.as_str() == STEP);
    (ours && asked).then(|| Tale { step: STEP, report: done() })
}
