//! Why a number is refused, or kept with a doubt.

use core::{error, fmt};

/// Why a text is not a number of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Invalid {
    /// The text does not begin with the prefix of a state that VIES answers for.
    UnknownCountry,
    /// The prefix is that of a real scheme which VIES does not answer for: one-stop shop (`EU`,
    /// `IM`), United Kingdom, Switzerland, Liechtenstein or Norway.
    Unsupported,
    /// The number is longer or shorter than numbers of its kind are.
    Length,
    /// A character is not allowed, or not allowed where it stands.
    Character,
    /// The check digits, or the digits they protect, cannot be right.
    CheckDigit,
}

/// What an accepted number leaves open, to be settled by asking the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// A check digit fails, in a family of numbers where the published rule is known to have exceptions.
    CheckDigit,
}

impl Invalid {
    /// The stable machine-readable reason: `unknown_country`, `length`, `character` or `check_digit`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownCountry | Self::Unsupported => "unknown_country",
            Self::Length => "length",
            Self::Character => "character",
            Self::CheckDigit => "check_digit",
        }
    }
}

impl Doubt {
    /// The stable machine-readable reason, one of those of [`Invalid::code`].
    pub const fn code(self) -> &'static str {
        match self {
            Self::CheckDigit => Invalid::CheckDigit.code(),
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownCountry => "does not begin with the code of a country that VIES knows",
            Self::Unsupported => "belongs to a scheme that VIES does not answer for",
            Self::Length => "has the wrong length",
            Self::Character => "has a character that is not allowed there",
            Self::CheckDigit => "has wrong check digits",
        })
    }
}

impl error::Error for Invalid {}
