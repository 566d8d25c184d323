//! What became of the request to sign. The step ends only when the signed contract is stored.

use parvis_events::signature::v1::{
    SignatureCompleted, SignatureDeclined, SignatureRequested, SignatureVoided,
};
use parvis_outbox::{Heard, Refusal, Tx};

use super::{done, failed};
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::case::code;
use crate::domain::journey::Report;
use crate::domain::{Case, Reference};

const KIND: &str = "signature";

pub(super) async fn requested(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<SignatureRequested>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.signature_id;
    let meaning = |case: &Case, _: Option<&Reference>| {
        concerns(case, id).then_some(Tale { kind: KIND, report: Report::Waiting })
    };
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// The signature stands. It is for the contract to say that the signed form is stored; but a
/// withdrawal that comes too late ends here.
pub(super) async fn completed(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<SignatureCompleted>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.signature_id;
    let meaning = |case: &Case, _: Option<&Reference>| {
        let late = concerns(case, id) && is_undoing(case);
        late.then(|| Tale { kind: KIND, report: failed(code::CONTRACT_SIGNED, None) })
    };
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn declined(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<SignatureDeclined>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.signature_id;
    let meaning = |case: &Case, _: Option<&Reference>| over(case, id, code::SIGNATURE_DECLINED);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn voided(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<SignatureVoided>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.signature_id;
    let meaning = |case: &Case, _: Option<&Reference>| over(case, id, code::SIGNATURE_EXPIRED);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// Nobody can sign any more: that fails the step, or is what its undoing wanted.
fn over(case: &Case, signature: &str, code: &str) -> Option<Tale> {
    let report = if is_undoing(case) { done() } else { failed(code, None) };
    concerns(case, signature).then_some(Tale { kind: KIND, report })
}

fn concerns(case: &Case, signature: &str) -> bool {
    case.client.as_ref().is_some_and(|client| client.signature.to_string() == signature)
}

fn is_undoing(case: &Case) -> bool {
    case.state_of(KIND).is_undoing()
}
