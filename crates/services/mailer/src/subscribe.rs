//! What the mailer hears: orders to send.

use parvis_events::mailer::v1::SendMail;
use parvis_kernel::{ApplicationId, MailId};
use parvis_outbox::{Heard, Refusal, Subscriptions, Tx};

use crate::Mailer;
use crate::commands;
use crate::domain::{Order, Template};

/// The table of messages and their handlers.
pub(crate) fn subscriptions() -> Subscriptions<Mailer> {
    Subscriptions::default().on::<SendMail>(|_, tx, heard| Box::pin(send(tx, heard)))
}

async fn send(tx: &mut Tx, heard: Heard<SendMail>) -> Result<(), Refusal> {
    let malformed = || Refusal::Poison("an id is malformed, or the template is unknown".into());
    let order = order(heard.message).ok_or_else(malformed)?;
    Ok(commands::order(tx, order).await?)
}

fn order(message: SendMail) -> Option<Order> {
    Some(Order {
        mail: MailId::parse(&message.mail_id).ok()?,
        application: ApplicationId::parse(&message.application_id).ok()?,
        reference: message.reference,
        template: Template::parse(&message.template)?,
        owner: message.owner,
        owner_id: Some(message.owner_id).filter(|id| is_plain(id))?,
    })
}

/// Whether an id can stand in a path as it is.
fn is_plain(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    (1..=128).contains(&id.len()) && id.bytes().all(plain)
}
