//! What the owner of a mail says about it, as it is when the mail is rendered.

use std::collections::BTreeMap;

use parvis_kernel::Locale;
use serde::Deserialize;

/// To whom, in which language, with which values. It lives only while the mail is sent: it has no
/// `Debug`, so that no person gets into a log.
#[derive(Deserialize)]
pub(crate) struct Letter {
    pub(crate) to: Recipient,
    pub(crate) locale: Locale,
    /// The values of the template, by name.
    pub(crate) values: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) attachments: Vec<Attachment>,
}

/// Who gets the mail.
#[derive(Deserialize)]
pub(crate) struct Recipient {
    pub(crate) email: String,
    pub(crate) name: Option<String>,
}

/// A file to attach, still at its owner.
#[derive(Deserialize)]
pub(crate) struct Attachment {
    /// The name that the recipient sees.
    pub(crate) name: String,
    /// The media type.
    pub(crate) content_type: String,
    /// Who keeps the bytes: a key of the setting `shared.addresses`.
    pub(crate) owner: String,
    /// The document's id there.
    pub(crate) id: String,
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
    pub(crate) sha256: String,
}

impl Letter {
    /// The letter with every value on one line: nothing in it can begin a header or forge a paragraph.
    pub(crate) fn flat(self) -> Self {
        let Self { to, locale, values, attachments } = self;
        let to = Recipient { name: to.name.map(|name| one_line(&name)), ..to };
        let values = values.into_iter().map(|(name, value)| (name, one_line(&value))).collect();
        let flat = |file: Attachment| Attachment { name: one_line(&file.name), ..file };
        let attachments = attachments.into_iter().map(flat).collect();
        Self { to, locale, values, attachments }
    }
}

/// The text without line ends and other control characters, and without blanks around it.
fn one_line(text: &str) -> String {
    let plain =
        |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    let line: String = text.chars().map(plain).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_to_its_line() {
        assert_eq!(
            one_line(" Nom\r\nBcc: b@example.org\u{2028}\tfin "),
            "Nom Bcc: b@example.org fin"
        );
        assert_eq!(one_line("\r\n\u{0}"), "");
    }
}
