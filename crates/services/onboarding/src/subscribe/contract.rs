//! What became of the contract.

use parvis_events::contract::v1::{
    ContractCancelled, ContractGenerated, ContractRefused, ContractReserved, ContractSigned,
};
use parvis_events::instant;
use parvis_outbox::{Heard, Refusal, Tx};

use super::{done, failed};
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::case::code;
use crate::domain::journey::{Output, Report};
use crate::domain::{Case, Document, Reference};

const RESERVATION: &str = "reserve-contract";
const CONTRACT: &str = "contract";
const SIGNATURE: &str = "signature";

pub(super) async fn reserved(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ContractReserved>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.contract_id;
    let meaning = |case: &Case, _: Option<&Reference>| {
        let open = !is_undoing(case, RESERVATION) && concerns(case, id);
        open.then(|| Tale { kind: RESERVATION, report: done() })
    };
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn generated(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ContractGenerated>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let (id, wire) = (&message.contract_id, message.document.unwrap_or_default());
    let document = Document { owner: wire.owner, id: wire.id, sha256: wire.sha256 };
    let report = Report::Succeeded { output: document.into_output() };
    let meaning = |case: &Case, _: Option<&Reference>| {
        concerns(case, id).then_some(Tale { kind: CONTRACT, report })
    };
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn refused(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ContractRefused>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let (id, report) = (&message.contract_id, failed(&message.code, message.hint));
    let meaning = |case: &Case, _: Option<&Reference>| {
        concerns(case, id).then_some(Tale { kind: CONTRACT, report })
    };
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// The signed contract ends the signature step. Where that or the contract is being taken back, it is
/// too late for it.
pub(super) async fn signed(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ContractSigned>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.contract_id;
    let at = instant(message.signed_at.as_ref()).to_string();
    let meaning = |case: &Case, _: Option<&Reference>| {
        let late = [SIGNATURE, RESERVATION].into_iter().find(|kind| is_undoing(case, kind));
        let tale = if let Some(kind) = late {
            Tale { kind, report: failed(code::CONTRACT_SIGNED, None) }
        } else {
            let output = Output::from([("signed_at".to_owned(), at)]);
            Tale { kind: SIGNATURE, report: Report::Succeeded { output } }
        };
        concerns(case, id).then_some(tale)
    };
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn cancelled(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<ContractCancelled>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.contract_id;
    let meaning = |case: &Case, _: Option<&Reference>| {
        let undoing = is_undoing(case, RESERVATION) && concerns(case, id);
        undoing.then(|| Tale { kind: RESERVATION, report: done() })
    };
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

fn concerns(case: &Case, contract: &str) -> bool {
    case.client.as_ref().is_some_and(|client| client.contract.to_string() == contract)
}

fn is_undoing(case: &Case, kind: &str) -> bool {
    case.state_of(kind).is_undoing()
}
