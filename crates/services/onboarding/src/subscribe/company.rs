//! Whether the company is real.

use parvis_events::instant;
use parvis_events::vat::v1::{CompanyRejected, CompanyVerified, VerificationPending};
use parvis_outbox::{Heard, Refusal, Tx};

use super::failed;
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::case::code;
use crate::domain::journey::Report;
use crate::domain::{Reference, VatProof};

const STEP: &str = "company";

pub(super) async fn verified(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<CompanyVerified>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let proof = VatProof {
        source: message.source,
        status: message.status,
        consultation_number: message.consultation_number,
        checked_at: instant(message.checked_at.as_ref()).to_string(),
    };
    let report = Report::Succeeded { output: proof.into_output() };
    let meaning = |_: &_, reference: Option<&Reference>| told(reference, report);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn rejected(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<CompanyRejected>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let hint = format!("The VAT number was refused ({}, by {}).", message.reason, message.source);
    let report = failed(code::VAT_INVALID, hint);
    let meaning = |_: &_, reference: Option<&Reference>| told(reference, report);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn pending(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<VerificationPending>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let meaning = |_: &_, reference: Option<&Reference>| told(reference, Report::Waiting);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// Only a check that this journey asked for concerns it.
fn told(reference: Option<&Reference>, report: Report) -> Option<Tale> {
    let asked = reference.is_some_and(|reference| reference.step.as_str() == STEP);
    asked.then_some(Tale { step: STEP, report })
}
