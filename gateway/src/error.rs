//! What can go wrong at the door, and what the caller is told about it.

use std::time::Duration;

use parvis_chassis::Problem;
use parvis_chassis::identity::IdentityError;
use parvis_chassis::keyring::BadKey;
use parvis_chassis::problem::{Kind, catalogue};

/// How long a caller should wait for a service that is away.
const PAUSE: Duration = Duration::from_secs(2);

/// Why a request was not passed on, or not answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no master key, more than one, or not a valid one.
    #[error("no valid key")]
    NoKey,
    /// The path has segments that are read differently by different servers.
    #[error("ambiguous path")]
    AmbiguousPath,
    /// The body is larger than the route allows.
    #[error("the body is too large")]
    TooLarge,
    /// The body came too slowly.
    #[error("the body came too slowly")]
    SlowBody,
    /// The body broke off, or its transfer coding is broken.
    #[error("the body broke off")]
    BrokenBody,
    /// The service accepts no connection.
    #[error("{0} accepts no connection")]
    Away(String, #[source] std::io::Error),
    /// The service broke off before it answered.
    #[error("{0} broke off")]
    Broken(String, #[source] hyper::Error),
    /// The service did not begin to answer in time.
    #[error("{0} took too long")]
    Slow(String),
    /// The service answered something else than agreed.
    #[error("{0} answered {1}")]
    Unexpected(String, u16),
    /// The service answered something that can't be passed on.
    #[error("unusable answer")]
    BadAnswer,
    /// The server was put together without what its handlers need, or a route leads nowhere.
    #[error("wrongly put together")]
    Unrouted,
    /// A request that can't be put into the other library's form.
    #[error("not a request")]
    Form(#[from] http::Error),
    /// Our own key can't sign.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The hash of a key can't be made.
    #[error(transparent)]
    Hash(#[from] BadKey),
}

impl Problem for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::NoKey => catalogue::UNAUTHORIZED,
            Self::AmbiguousPath => catalogue::NOT_FOUND,
            Self::TooLarge => catalogue::TOO_LARGE,
            Self::SlowBody => catalogue::REQUEST_TIMEOUT,
            Self::BrokenBody | Self::Form(_) => catalogue::UNPARSABLE,
            Self::Away(..) => catalogue::UNAVAILABLE,
            Self::Broken(..) | Self::Unexpected(..) | Self::BadAnswer => catalogue::BAD_GATEWAY,
            Self::Slow(_) => catalogue::GATEWAY_TIMEOUT,
            Self::Unrouted | Self::Identity(_) | Self::Hash(_) => catalogue::INTERNAL,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        matches!(self, Self::Away(..)).then_some(PAUSE)
    }
}
