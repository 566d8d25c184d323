//! The one DNS label under which a tenant lives.
//!
//! A label is right by its type: RFC 1035 section 2.3.1 as relaxed by RFC 1123 section 2.1, in
//! lower case, and short enough for what is named after it. Whether it is still free is for the
//! database's unique index to say.

mod candidates;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use candidates::candidates;

const RESERVED: &str = include_str!("../../assets/reserved.txt");

/// One DNS label in lower case: 3 to 40 of `a-z`, `0-9` and inner hyphens, neither a number nor an
/// encoded name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Label(String);

/// Why a text is no label for a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLabel {
    /// It has fewer than 3 or more than 40 octets.
    #[error("a label has {} to {} characters", Label::SHORTEST, Label::LONGEST)]
    Length,
    /// It holds something other than ASCII letters, digits and hyphens.
    #[error("a label holds only letters, digits and hyphens")]
    Character,
    /// It begins or ends with a hyphen.
    #[error("a label begins and ends with a letter or a digit")]
    Edge,
    /// It has hyphens in third and fourth place, which RFC 5891 section 4.2.3.1 keeps for encoded
    /// names.
    #[error("a label does not have hyphens in third and fourth place")]
    Encoded,
    /// It holds only digits and could be taken for a number or a part of an address.
    #[error("a label is not a number")]
    Number,
    /// It is on the reserved list.
    #[error("this label is reserved")]
    Reserved,
}

impl Label {
    /// The fewest octets a label has.
    pub const SHORTEST: usize = 3;
    /// The most octets a label has: database names derived from it stay within PostgreSQL's 63.
    pub const LONGEST: usize = 40;

    /// Reads a label that a tenant is to be given, in either case of letters.
    pub fn parse(raw: &str) -> Result<Self, BadLabel> {
        let label = Self::granted(raw)?;
        if reserved().any(|word| word == label.0) { Err(BadLabel::Reserved) } else { Ok(label) }
    }

    /// Reads a label that a tenant already has: the reserved list may have grown since, so it is
    /// not asked.
    pub fn granted(raw: &str) -> Result<Self, BadLabel> {
        let octets = raw.as_bytes();
        if !(Self::SHORTEST..=Self::LONGEST).contains(&octets.len()) {
            return Err(BadLabel::Length);
        }
        if !octets.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-') {
            return Err(BadLabel::Character);
        }
        if raw.starts_with('-') || raw.ends_with('-') {
            return Err(BadLabel::Edge);
        }
        if octets.get(2..4) == Some(b"--") {
            return Err(BadLabel::Encoded);
        }
        if octets.iter().all(u8::is_ascii_digit) {
            return Err(BadLabel::Number);
        }
        Ok(Self(raw.to_ascii_lowercase()))
    }

    /// The label as it stands in a name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn reserved() -> impl Iterator<Item = &'static str> {
    RESERVED.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Label {
    type Error = BadLabel;

    fn try_from(raw: String) -> Result<Self, BadLabel> {
        Self::granted(&raw)
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_follows_the_rules_of_names() {
        let forty = "a".repeat(40);
        for (raw, right) in [
            ("abc", Ok("abc")),
            ("Acme-2", Ok("acme-2")),
            ("3suisses", Ok("3suisses")),
            (forty.as_str(), Ok(forty.as_str())),
            ("", Err(BadLabel::Length)),
            ("ab", Err(BadLabel::Length)),
            (&"a".repeat(41), Err(BadLabel::Length)),
            ("été", Err(BadLabel::Character)),
            ("a.b", Err(BadLabel::Character)),
            ("_acme", Err(BadLabel::Character)),
            ("abc\n", Err(BadLabel::Character)),
            ("-abc", Err(BadLabel::Edge)),
            ("abc-", Err(BadLabel::Edge)),
            ("xn--test", Err(BadLabel::Encoded)),
            ("ab--cd", Err(BadLabel::Encoded)),
            ("2026", Err(BadLabel::Number)),
            ("WWW", Err(BadLabel::Reserved)),
            ("parvis", Err(BadLabel::Reserved)),
            ("ns7", Err(BadLabel::Reserved)),
        ] {
            let parsed = Label::parse(raw);
            assert_eq!(parsed.as_ref().map(Label::as_str).map_err(|bad| *bad), right, "{raw}");
        }
    }

    #[test]
    fn every_reserved_word_could_be_a_label_or_is_too_short_for_one() {
        for word in reserved() {
            assert!(Label::granted(word).is_ok() || word.len() < Label::SHORTEST, "{word}");
        }
    }

    #[test]
    fn a_granted_label_stays_readable_when_its_word_becomes_reserved() {
        let label: Label = serde_json::from_str("\"www\"").unwrap();
        assert_eq!(label.as_str(), "www");
        assert!(serde_json::from_str::<Label>("\"w_w\"").is_err());
    }
}
