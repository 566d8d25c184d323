//! Whether the mail that ends a client journey was sent.

use parvis_events::mailer::v1::{MailFailed, MailSent};
use parvis_outbox::{Heard, Refusal, Tx};

use super::{done, failed};
use crate::Onboarding;
use crate::commands::{Tale, hear};
use crate::domain::case::code;
use crate::domain::journey::{Report, Work};
use crate::domain::{Case, Reference};

const KIND: &str = "notify";

pub(super) async fn sent(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<MailSent>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let meaning = |case: &Case, reference: Option<&Reference>| told(case, reference, done());
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

pub(super) async fn failed_for_good(
    service: &Onboarding,
    tx: &mut Tx,
    heard: Heard<MailFailed>,
) -> Result<(), Refusal> {
    let Heard { message, envelope } = heard;
    let report = failed(code::MAIL_FAILED, format!("The mail was given up ({}).", message.code));
    let meaning = |case: &Case, reference: Option<&Reference>| told(case, reference, report);
    Ok(hear(service, tx, (&envelope, &message.reference), meaning).await?)
}

/// Mails that other services ask for belong to the onboarding, but to none of its steps.
fn told(case: &Case, reference: Option<&Reference>, report: Report) -> Option<Tale> {
    let step = reference.and_then(|reference| case.definition.step(reference.step.as_str()))?;
    let asked = matches!(&step.work, Work::Run(kind) if kind == KIND);
    asked.then_some(Tale { kind: KIND, report })
}
