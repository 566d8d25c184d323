//! What is recorded when a person confirms: how he signed, to what he agreed, whence.

use std::net::IpAddr;

use parvis_kernel::{Locale, Timestamp};

use super::SignerName;

/// The version of the consent text in the catalogues; another text is another version.
pub(crate) const CONSENT_VERSION: &str = "2026-11";

/// How a person signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// With a drawing.
    Drawn,
    /// With his name.
    Typed,
}

impl Mode {
    /// The word for it on the wire and in the tables.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Typed => "typed",
        }
    }

    /// Reads the word.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::Drawn, Self::Typed].into_iter().find(|mode| mode.code() == code)
    }
}

/// The text that a person agreed to, by version and language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consent {
    /// The version, such as [`CONSENT_VERSION`].
    pub(crate) version: String,
    /// The language it was shown in.
    pub(crate) locale: Locale,
}

/// Where a request came from, as far as the gateway says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Origin {
    /// The address of the caller.
    pub(crate) ip: Option<IpAddr>,
    /// What his browser calls itself, at most 300 characters.
    pub(crate) user_agent: Option<String>,
}

/// A person's confirmation: from here on the document is to be sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Confirmation {
    /// The server's time.
    pub(crate) at: Timestamp,
    /// How he signed.
    pub(crate) mode: Mode,
    /// Under which name.
    pub(crate) name: SignerName,
    /// What he agreed to; `None` when a client's backend collected the signature.
    pub(crate) consent: Option<Consent>,
    /// The time that a client's backend claims.
    pub(crate) claimed_at: Option<Timestamp>,
    /// Whence it came.
    pub(crate) origin: Origin,
}
