//! The pages of links that open nothing (any more), each with what to do now.

use minijinja::context;
use minijinja::value::Value;
use parvis_kernel::Locale;

use super::{Page, Pages};

/// How often the page of a document underway looks again, in seconds.
const LOOK_AGAIN: u32 = 5;

/// Why there is nothing to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// The platform made no such link.
    Unknown,
    /// Nobody signed in time.
    Expired,
    /// Whoever asked took it back.
    Withdrawn,
    /// The signer declined.
    Declined,
    /// The document is still to come.
    Preparing,
}

impl Closed {
    const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Declined => "declined",
            Self::Preparing => "preparing",
        }
    }

    const fn status(self) -> u16 {
        match self {
            Self::Unknown => 404,
            Self::Expired | Self::Withdrawn => 410,
            Self::Declined | Self::Preparing => 200,
        }
    }
}

impl Pages {
    /// The page of a link that opens nothing. `link` is its path, when it is genuine, and who asked.
    pub(crate) fn closed(
        &self,
        why: Closed,
        locale: Locale,
        link: Option<(&str, &str)>,
    ) -> Result<Page, minijinja::Error> {
        let values = context! {
            kind => why.code(),
            path => link.map(|(token, _)| Value::from_safe_string(format!("/sign/{token}"))),
            requester => link.map(|(_, requester)| requester),
            refresh => (why == Closed::Preparing).then_some(LOOK_AGAIN),
        };
        Ok(Page { status: why.status(), ..self.write("closed.html", locale, values)? })
    }
}
