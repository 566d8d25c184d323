//! Whether the company is real.

use parvis_events::instant;
use parvis_events::vat::v1::{CompanyRejected, CompanyVerified, VerificationPending};
use parvis_outbox::{Heard, Refusal, Tx};

use super::failed;
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::case::code;
use crate::domain::journey::Report;
use crate::domain::{Case, Reference, VatProof};

const KIND: &str = "verify-company";

pub(super) async fn verified(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<CompanyVerified>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.verification_id;
    let proof = VatProof {
        source: message.source,
        status: message.status,
        consultation_number: message.consultation_number,
        checked_at: instant(message.checked_at.as_ref()).to_string(),
    };
    let report = Report::Succeeded { output: proof.into_output() };
    let meaning = |case: &Case, _: Option<&Reference>| told(case, id, report);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn rejected(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<CompanyRejected>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.verification_id;
    let hint = format!("The VAT number was refused ({}, by {}).", message.reason, message.source);
    let report = failed(code::VAT_INVALID, hint);
    let meaning = |case: &Case, _: Option<&Reference>| told(case, id, report);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn pending(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<VerificationPending>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let id = &message.verification_id;
    let meaning = |case: &Case, _: Option<&Reference>| told(case, id, Report::Waiting);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// Only the check that this journey asked for concerns it.
fn told(case: &Case, verification: &str, report: Report) -> Option<Tale> {
    let asked = case.client.as_ref().map(|client| client.verification.to_string());
    (asked.as_deref() == Some(verification)).then_some(Tale { kind: KIND, report })
}
