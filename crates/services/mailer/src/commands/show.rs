//! Says what became of a mail.

use parvis_kernel::MailId;

use crate::Mailer;
use crate::domain::Mail;
use crate::error::Error;
use crate::store;

/// The record of a mail.
pub(crate) async fn show(mailer: &Mailer, id: MailId) -> Result<Mail, Error> {
    let found = store::mail::by_id(mailer.base.database.read(), id).await?;
    found.ok_or(Error::Unknown)
}
