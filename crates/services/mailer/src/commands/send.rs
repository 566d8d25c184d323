//! Sends one mail: fetch, render, hand to the relay, record.

use std::sync::Arc;

use parvis_kernel::{Change, MailId, Timestamp};
use parvis_outbox::{Job, Outcome, StoreError};

use crate::Mailer;
use crate::adapters;
use crate::domain::{Fact, Mail, State, Trouble};
use crate::store;

/// One try. A crash after the relay's answer and before the record sends the mail once more, under the
/// same `Message-ID`.
pub(crate) async fn send(mailer: Arc<Mailer>, job: Job) -> Result<Outcome, StoreError> {
    let id = MailId::parse(&job.key).map_err(|_| StoreError::Corrupt("work.key"))?;
    let found = store::mail::by_id(mailer.base.database.read(), id).await?;
    let Some(mail) = found.filter(|mail| mail.state == State::Ordered) else {
        return Ok(Outcome::Done);
    };
    let tried = try_once(&mailer, &mail).await;
    let now = mailer.base.database.now();
    match tried {
        Ok(()) => {
            tracing::info!(template = mail.order.template.name(), "mail sent");
            record(&mailer, &job, id, |mail| mail.sent(now)).await?;
            Ok(Outcome::Done)
        }
        Err(trouble) => put_aside(&mailer, &job, mail, (trouble, now)).await,
    }
}

async fn try_once(mailer: &Mailer, mail: &Mail) -> Result<(), Trouble> {
    let peers = &mailer.base.peers;
    let letter = adapters::letter(peers, &mail.order).await?;
    let rendered = mailer.templates.render(mail.order.template, &letter).map_err(|error| {
        // Its kind and place only: the message could quote a value.
        tracing::error!(kind = %error.kind(), template = error.name(), "mail not rendered");
        Trouble::Rendering
    })?;
    let mut files = Vec::with_capacity(letter.attachments.len());
    for attachment in &letter.attachments {
        files.push(adapters::file(peers, attachment).await?);
    }
    let sent_with = (files, mailer.base.database.now());
    let message = mailer.sender.write(mail.order.mail, &letter, rendered, sent_with)?;
    mailer.smtp.send(message).await
}

async fn put_aside(
    mailer: &Mailer,
    job: &Job,
    mail: Mail,
    (trouble, now): (Trouble, Timestamp),
) -> Result<Outcome, StoreError> {
    let id = mail.order.mail;
    if let Some(at) = mail.next_try(trouble, now) {
        record(mailer, job, id, |mail| mail.put_off(trouble)).await?;
        return Ok(Outcome::Again { at, why: trouble.to_string() });
    }
    tracing::warn!(code = %trouble, template = mail.order.template.name(), "mail given up");
    record(mailer, job, id, |mail| mail.give_up(trouble)).await?;
    Ok(Outcome::Done)
}

/// Records how a try ended. Where it outlived its lease, somebody else may have ended the mail meanwhile.
async fn record(
    mailer: &Mailer,
    job: &Job,
    id: MailId,
    ended: impl FnOnce(Mail) -> Change<Mail, Fact>,
) -> Result<(), StoreError> {
    let mut tx = mailer.base.database.begin().await?;
    tx.belong_to(job);
    let found = store::mail::locked(&tx, id).await?;
    let Some(mail) = found.filter(|mail| mail.state == State::Ordered) else { return Ok(()) };
    tx.apply(ended(mail)).await?;
    tx.commit().await
}
