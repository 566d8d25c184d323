//! Domain fact to message.

use parvis_chassis::Service as _;
use parvis_events::mailer::v1::SendMail;
use parvis_events::signature::v1::{
    SignatureCompleted, SignatureDeclined, SignatureRequested, SignatureVoided,
};
use parvis_events::{v1, wire_time};
use parvis_kernel::{MailId, Timestamp, id};
use parvis_outbox::{Message, Publish, StoreError};

use crate::Signature;
use crate::domain::{About, Fact, Sealed, Template};

/// The level that every signature of this service reaches (EN 319 142-1).
pub(crate) const LEVEL: &str = "B-T";

impl Publish for Fact {
    fn publish(&self) -> Result<Message, StoreError> {
        match self {
            Self::Requested(about) => requested(about),
            Self::Completed { about, signed_at, sealed } => completed(about, *signed_at, sealed),
            Self::Declined(about) => declined(about),
            Self::Voided(about, why) => voided(about, why.code()),
            Self::Mail(about, template, number) => mail(about, *template, *number),
        }
    }
}

fn requested(about: &About) -> Result<Message, StoreError> {
    let said = SignatureRequested {
        signature_id: about.id.to_string(),
        application_id: about.application.to_string(),
        reference: about.reference.clone(),
        document: Some(document(about)),
    };
    Message::about(&about.id, &said)
}

fn completed(about: &About, signed_at: Timestamp, sealed: &Sealed) -> Result<Message, StoreError> {
    let signed = v1::Document {
        owner: Signature::NAME.to_owned(),
        id: about.id.to_string(),
        sha256: sealed.sha256.clone(),
    };
    let said = SignatureCompleted {
        signature_id: about.id.to_string(),
        application_id: about.application.to_string(),
        reference: about.reference.clone(),
        document: Some(document(about)),
        signed: Some(signed),
        level: LEVEL.to_owned(),
        signed_at: Some(wire_time(signed_at)),
        sealed_at: Some(wire_time(sealed.at)),
    };
    Message::about(&about.id, &said)
}

fn declined(about: &About) -> Result<Message, StoreError> {
    let said = SignatureDeclined {
        signature_id: about.id.to_string(),
        application_id: about.application.to_string(),
        reference: about.reference.clone(),
        document: Some(document(about)),
    };
    Message::about(&about.id, &said)
}

fn voided(about: &About, reason: &str) -> Result<Message, StoreError> {
    let said = SignatureVoided {
        signature_id: about.id.to_string(),
        application_id: about.application.to_string(),
        reference: about.reference.clone(),
        reason: reason.to_owned(),
    };
    Message::about(&about.id, &said)
}

/// The mail's id follows from what it is, so that the same mail ordered twice is recognised.
fn mail(about: &About, template: Template, number: i64) -> Result<Message, StoreError> {
    let name = format!("{}/{number}", template.code());
    let said = SendMail {
        mail_id: MailId::from_uuid(id::derived(about.id.uuid(), &name)).to_string(),
        application_id: about.application.to_string(),
        reference: about.reference.clone(),
        template: template.code().to_owned(),
        owner: Signature::NAME.to_owned(),
        owner_id: about.id.to_string(),
    };
    Message::about(&about.id, &said)
}

fn document(about: &About) -> v1::Document {
    let document = about.document.clone();
    v1::Document { owner: document.owner, id: document.id, sha256: document.sha256 }
}
