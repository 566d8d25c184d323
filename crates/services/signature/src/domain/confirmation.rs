//! What is recorded when a person confirms: how he signed, to what he agreed, whence.

use std::net::IpAddr;

use parvis_kernel::{Locale, Timestamp};

use super::SignerName;

/// The version of the consent text in the catalogues; another text is another version.
pub const CONSENT_VERSION: &str = "2026-11";

/// How a person signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// With a drawing.
    Drawn,
    /// With his name.
    Typed,
}

impl Mode {
    /// The word for it on the wire and in the tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Typed => "typed",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Drawn, Self::Typed].into_iter().find(|mode| mode.code() == code)
    }
}

/// The text that a person agreed to, by version and language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The version, such as [`CONSENT_VERSION`].
    pub version: String,
    /// The language it was shown in.
    pub locale: Locale,
}

/// Where a request came from, as far as the gateway says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The address of the caller.
    pub ip: Option<IpAddr>,
    /// What his browser calls itself, at most 300 characters.
    pub user_agent: Option<String>,
}

/// A person's confirmation: from here on the document is to be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The server's time.
    pub at: Timestamp,
    /// How he signed.
    pub mode: Mode,
    /// Under which name.
    pub name: SignerName,
    /// What he agreed to; `None` when a client's backend collected the signature.
    pub consent: Option<Consent>,
    /// The time that a client's backend claims.
    pub claimed_at: Option<Timestamp>,
    /// Whence it came.
    pub origin: Origin,
}
