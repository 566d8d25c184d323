//! What can be wrong with a text that a client sent.

use parvis_company::misleads;

/// Why a value is refused; displayed, it continues the name of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The value is absent, null, empty or blank.
    #[error("is required")]
    Required,
    /// The value has another JSON type than the one named.
    #[error("must be {0}")]
    Type(&'static str),
    /// The text has more characters than the number given.
    #[error("must not have more than {0} characters")]
    TooLong(usize),
    /// The text has a control character, or one that changes the direction of writing.
    #[error("must not contain control characters")]
    Control,
    /// The text does not have the form named.
    #[error("must be {0}")]
    Format(&'static str),
}

impl Flaw {
    /// The stable machine-readable reason.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type(_) => "type",
            Self::TooLong(_) => "too_long",
            Self::Control => "control_character",
            Self::Format(_) => "format",
        }
    }
}

/// One line of at most `longest` characters, without blanks around it.
pub(crate) fn line(raw: &str, longest: usize) -> Result<String, Flaw> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(Flaw::Required);
    }
    if text.chars().count() > longest {
        return Err(Flaw::TooLong(longest));
    }
    if text.chars().any(misleads) {
        return Err(Flaw::Control);
    }
    Ok(text.to_owned())
}
