//! Whether the mail that ends a client journey was sent.

use parvis_events::mailer::v1::{MailFailed, MailSent};
use parvis_outbox::{Heard, Refusal, Tx};

use super::{done, failed};
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::Reference;
use crate::domain::case::code;
use crate::domain::journey::Report;

const STEP: &str = "notify";

pub(super) async fn sent(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<MailSent>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let meaning = |_: &_, reference: Option<&Reference>| told(reference, done());
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn failed_for_good(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<MailFailed>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let report = failed(code::MAIL_FAILED, format!("The mail was given up ({}).", message.code));
    let meaning = |_: &_, reference: Option<&Reference>| told(reference, report);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// Mails that other services ask for belong to the onboarding, but not to this step.
fn told(reference: Option<&Reference>, report: Report) -> Option<Tale> {
    let asked = reference.is_some_and(|reference| reference.step.as_str() == STEP);
    asked.then_some(Tale { step: STEP, report })
}
