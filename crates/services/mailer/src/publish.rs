//! Facts as messages, told in one order about each mail.

use parvis_events::mailer::v1::{MailFailed, MailSent};
use parvis_events::wire_time;
use parvis_outbox::{Message, Publish, StoreError};

use crate::domain::{End, Fact};

impl Publish for Fact {
    fn publish(&self) -> Result<Message, StoreError> {
        let mail_id = self.mail.to_string();
        let application_id = self.application.to_string();
        let reference = self.reference.clone();
        let template = self.template.name().to_owned();
        match self.end {
            End::Sent { at } => {
                let sent_at = Some(wire_time(at));
                let message = MailSent { mail_id, application_id, reference, template, sent_at };
                Message::about(&self.mail, &message)
            }
            End::Failed { trouble } => {
                let code = trouble.to_string();
                let message = MailFailed { mail_id, application_id, reference, template, code };
                Message::about(&self.mail, &message)
            }
        }
    }
}
