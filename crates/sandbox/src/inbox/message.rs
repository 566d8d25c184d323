//! A mail as readers see it, taken apart once when it arrives.

use mail_parser::{Addr, MessageParser, MessagePart, MimeHeaders, PartType};
use time::OffsetDateTime;

/// A mail as received, with what a reader asks for first.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) id: u64,
    /// The sender of the header, with his name if he has one.
    pub(crate) from: String,
    /// The recipients of the envelope.
    pub(crate) to: Vec<String>,
    pub(crate) subject: String,
    pub(crate) received_at: OffsetDateTime,
    pub(crate) text: Option<String>,
    pub(crate) html: Option<String>,
    pub(crate) attachments: Vec<Attachment>,
    /// The mail byte by byte, as it came.
    pub(crate) source: Vec<u8>,
}

/// A file that came with a mail; its bytes stay in the source.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attachment {
    pub(crate) name: String,
    pub(crate) content_type: String,
    /// In bytes, decoded.
    pub(crate) size: usize,
}

impl Message {
    /// Takes a mail apart; one that is no mail keeps its source and is empty otherwise.
    pub(crate) fn parse(to: Vec<String>, source: Vec<u8>, received_at: OffsetDateTime) -> Self {
        let mut message = Self {
            id: 0,
            from: String::new(),
            to,
            subject: String::new(),
            received_at,
            text: None,
            html: None,
            attachments: Vec::new(),
            source: Vec::new(),
        };
        if let Some(parsed) = MessageParser::default().parse(&source) {
            let sender = parsed.from().and_then(|from| from.first());
            message.from = sender.map(written).unwrap_or_default();
            message.subject = parsed.subject().map(str::to_owned).unwrap_or_default();
            message.text = parsed.text_bodies().find_map(plain_text);
            message.html = parsed.html_bodies().find_map(html);
            message.attachments = parsed.attachments().map(Attachment::describe).collect();
        }
        message.source = source;
        message
    }

    /// The decoded bytes of an attachment, counted from 0 in the order of `attachments`.
    pub(crate) fn attachment(&self, place: usize) -> Option<Vec<u8>> {
        let parsed = MessageParser::default().parse(&self.source)?;
        parsed.attachments().nth(place).map(|part| part.contents().to_vec())
    }
}

impl Attachment {
    fn describe(part: &MessagePart<'_>) -> Self {
        let content_type = part
            .content_type()
            .map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("octet-stream")));
        Self {
            name: part.attachment_name().unwrap_or("unnamed").to_owned(),
            content_type: content_type.unwrap_or_else(|| "application/octet-stream".to_owned()),
            size: part.contents().len(),
        }
    }
}

fn written(sender: &Addr<'_>) -> String {
    let address = sender.address().unwrap_or_default();
    sender.name().map_or_else(|| address.to_owned(), |name| format!("{name} <{address}>"))
}

fn plain_text(part: &MessagePart<'_>) -> Option<String> {
    if let PartType::Text(text) = &part.body { Some(text.to_string()) } else { None }
}

fn html(part: &MessagePart<'_>) -> Option<String> {
    if let PartType::Html(html) = &part.body { Some(html.to_string()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn parsed(source: &str) -> Message {
        Message::parse(Vec::new(), source.as_bytes().to_vec(), datetime!(2026-01-05 9:00 UTC))
    }

    #[test]
    fn an_encoded_subject_is_read() {
        let mail = parsed(
            "From: =?utf-8?q?Fran=C3=A7ais?= <a@example.org>\r\nSubject: =?utf-8?b?w6l0w6k=?=\r\n\r\ntext\r\n",
        );
        assert_eq!(mail.from, "Français <a@example.org>");
        assert_eq!(mail.subject, "été");
        assert_eq!(mail.text.as_deref(), Some("text\r\n"));
        assert_eq!(mail.html, None, "a reader learns which forms were really sent");
    }

    #[test]
    fn bytes_that_are_no_mail_keep_their_source() {
        let mail = parsed("\u{0}\u{1}");
        assert_eq!((mail.subject.as_str(), mail.source.as_slice()), ("", &[0, 1][..]));
    }
}
