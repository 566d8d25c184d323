//! `GET /internal/mails/{mail_id}`: what became of a mail.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use parvis_chassis::{Failure, Peer};
use parvis_kernel::{ApplicationId, MailId, Timestamp};
use serde::Serialize;

use crate::Mailer;
use crate::commands;
use crate::domain::Mail;
use crate::error::Error;

/// The record of a mail. `sent` means that a relay took it, which is not yet a delivery.
#[derive(Serialize)]
struct View {
    mail_id: MailId,
    application_id: ApplicationId,
    reference: String,
    template: &'static str,
    state: &'static str,
    attempts: u32,
    last_error: Option<String>,
    ordered_at: Timestamp,
    sent_at: Option<Timestamp>,
}

impl From<Mail> for View {
    fn from(mail: Mail) -> Self {
        Self {
            mail_id: mail.order.mail,
            application_id: mail.order.application,
            reference: mail.order.reference,
            template: mail.order.template.name(),
            state: mail.state.name(),
            attempts: mail.attempts,
            last_error: mail.last_error,
            ordered_at: mail.ordered_at,
            sent_at: mail.sent_at,
        }
    }
}

pub(super) async fn get(
    _: Peer,
    mailer: Data<Mailer>,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = MailId::parse(&id).map_err(|_| Error::Unknown)?;
    let base = mailer.base.clone();
    let found = base.run(async move { commands::show(&mailer, id).await }).await?;
    Ok(HttpResponse::Ok().json(View::from(found)))
}
