//! What can be wrong with a field, and where it stands.

use parvis_vatid::Invalid;
use serde::Serialize;
use thiserror::Error;

/// A field that cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{message}")]
pub struct Fault {
    /// Where the field is, or should be: a JSON pointer (RFC 6901) from the root of the body.
    pub pointer: String,
    /// The stable machine-readable reason, one of [`Flaw::code`].
    pub code: &'static str,
    /// One English sentence for the developer of the client, without the rejected value.
    pub message: String,
}

/// What is wrong with a value, wherever it stands; displayed, it continues a field's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
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
    /// The text has more lines than the number given.
    #[error("must not have more than {0} lines")]
    TooManyLines(usize),
    /// The text has a control character, or one that changes the direction of writing.
    #[error("must not contain control characters")]
    Control,
    /// The text does not have the form named.
    #[error("must be {0}")]
    Format(&'static str),
    /// The value is none of those listed.
    #[error("must be one of: {0}")]
    Choice(&'static str),
    /// The text is no decimal number with at most two decimals.
    #[error("must be an amount such as 10000 or 10000.50")]
    Amount,
    /// The amount is above the highest one.
    #[error("must not exceed 1000000000000")]
    TooMuch,
    /// The text is no whole number of months within the limits.
    #[error("must be a whole number of months from 1 to 120")]
    Months,
    /// The SIRET is that of another company than the VAT number.
    #[error("must belong to the company of the VAT number")]
    Mismatch,
    /// The text is no VAT number or no SIRET.
    #[error("{0}")]
    Number(#[from] Invalid),
}

impl Flaw {
    /// The stable machine-readable reason.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Type(_) => "type",
            Self::TooLong(_) | Self::TooManyLines(_) => "too_long",
            Self::Control => "control_character",
            Self::Choice(_) => "unknown_value",
            Self::Amount | Self::Format(_) => "format",
            Self::TooMuch | Self::Months => "out_of_range",
            Self::Mismatch => "mismatch",
            Self::Number(invalid) => invalid.code(),
        }
    }
}
