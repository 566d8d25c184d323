//! The message as it travels: headers, both forms of the text, attachments (RFC 5322, RFC 2045).

use std::time::SystemTime;

use lettre::address::AddressError;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart};
use parvis_kernel::{MailId, Timestamp, id};

use crate::domain::{Letter, Rendered, Trouble};
use crate::settings::Settings;

/// Who writes.
pub(crate) struct Sender(Mailbox);

/// An attachment with its bytes.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Sender {
    /// Reads the sender's name and address.
    pub(crate) fn new(settings: &Settings) -> Result<Self, AddressError> {
        let address = settings.sender_address.parse()?;
        Ok(Self(Mailbox::new(Some(settings.sender_name.clone()), address)))
    }

    /// Writes the message. The same mail always has the same `Message-ID`, so that a reader who gets it
    /// twice, after a crash between the relay's answer and our record, sees it once.
    pub(crate) fn write(
        &self,
        mail: MailId,
        letter: &Letter,
        rendered: Rendered,
        (files, at): (Vec<File>, Timestamp),
    ) -> Result<Message, Trouble> {
        let address = letter.to.email.parse().map_err(|_| Trouble::Address)?;
        let name = id::derived(mail.uuid(), "message-id");
        let domain = self.0.email.domain();
        let builder = Message::builder()
            .from(self.0.clone())
            .to(Mailbox::new(letter.to.name.clone(), address))
            .subject(rendered.subject)
            .date(SystemTime::from(at.date_time()))
            .message_id(Some(format!("<{name}@{domain}>")))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", letter.locale.tag()));
        let texts = MultiPart::alternative_plain_html(rendered.text, rendered.html);
        let body = if files.is_empty() { texts } else { with_files(texts, files)? };
        builder.multipart(body).map_err(|_| Trouble::Rendering)
    }
}

fn with_files(texts: MultiPart, files: Vec<File>) -> Result<MultiPart, Trouble> {
    let mut mixed = MultiPart::mixed().multipart(texts);
    for File { name, content_type, bytes } in files {
        let kind = ContentType::parse(&content_type).map_err(|_| Trouble::Rendering)?;
        mixed = mixed.singlepart(Attachment::new(name).body(bytes, kind));
    }
    Ok(mixed)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
