//! What people type: a name, a reason.

use parvis_company::misleads;

/// Why a typed text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadText {
    /// Nothing, or only white space.
    #[error("must not be empty")]
    Empty,
    /// More characters than allowed.
    #[error("must have at most {0} characters")]
    TooLong(usize),
    /// A character that has no form of its own.
    #[error("must not contain control characters")]
    Control,
}

impl BadText {
    /// The code of the fault; it never changes.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::TooLong(_) => "too_long",
            Self::Control => "control_character",
        }
    }
}

/// The name, and if he likes the function, under which a person signs: 1 to 200 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignerName(String);

impl SignerName {
    const MOST: usize = 200;

    /// Reads a name; white space around it does not count.
    pub(crate) fn parse(text: &str) -> Result<Self, BadText> {
        let text = bounded(text, Self::MOST)?;
        if text.chars().any(misleads) {
            return Err(BadText::Control);
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a person declined: 1 to 1000 characters, line breaks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeclineReason(String);

impl DeclineReason {
    /// The most characters of a reason.
    pub(crate) const MOST: usize = 1000;

    /// Reads a reason; white space around it does not count.
    pub(crate) fn parse(text: &str) -> Result<Self, BadText> {
        let text = bounded(text, Self::MOST)?.replace("\r\n", "\n");
        if text.chars().any(|c| c != '\n' && c != '\t' && misleads(c)) {
            return Err(BadText::Control);
        }
        Ok(Self(text))
    }

    /// The reason.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

fn bounded(text: &str, most: usize) -> Result<&str, BadText> {
    let text = text.trim();
    match text.chars().take(most + 1).count() {
        0 => Err(BadText::Empty),
        count if count > most => Err(BadText::TooLong(most)),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_visible_characters() {
        assert_eq!(SignerName::parse("  Œuvre – 日本 ").unwrap().as_str(), "Œuvre – 日本");
        assert_eq!(SignerName::parse(" \t"), Err(BadText::Empty));
        assert_eq!(SignerName::parse("a\nb"), Err(BadText::Control));
        assert_eq!(SignerName::parse("a\u{202E}b"), Err(BadText::Control));
        assert!(SignerName::parse(&"é".repeat(200)).is_ok());
        assert_eq!(SignerName::parse(&"é".repeat(201)), Err(BadText::TooLong(200)));
    }

    #[test]
    fn a_reason_may_have_lines() {
        assert_eq!(DeclineReason::parse("one\r\ntwo").unwrap().as_str(), "one\ntwo");
        assert_eq!(DeclineReason::parse("\0"), Err(BadText::Control));
    }
}
