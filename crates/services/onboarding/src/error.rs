//! What can go wrong in the onboarding service, and what a caller is told about it.

use std::time::Duration;

use parvis_chassis::Problem;
use parvis_chassis::keyring::BadKey;
use parvis_chassis::problem::{Kind, catalogue};
use parvis_outbox::{Refusal, StoreError};

use crate::adapters::certificate::CertificateError;
use crate::domain::journey::Refused;

/// Why a request or a piece of work of this service failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such onboarding of this application.
    #[error("no such onboarding")]
    Unknown,
    /// The journey does not allow it as it stands.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The application named another tenant before.
    #[error("the onboarding was completed with another tenant_id")]
    OtherTenant,
    /// Provisioning was begun so recently that it may not begin anew for this time.
    #[error("provisioning may start again in {} s", .0.as_secs())]
    TooSoon(Duration),
    /// Every candidate for a label is taken, which chance forbids.
    #[error("no label is free")]
    NoLabel,
    /// The journey was begun by a newer version of this service, which knows how to carry it out.
    #[error("a newer version of this service carries this journey out")]
    Newer,
    /// The keys of the platform do not fit.
    #[error(transparent)]
    Key(#[from] BadKey),
    /// A certificate could not be made or read.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Problem for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown => catalogue::NOT_FOUND,
            Self::Refused(_) => catalogue::ONBOARDING_STATE,
            Self::OtherTenant => catalogue::TENANT_MISMATCH,
            Self::TooSoon(_) => catalogue::RATE_LIMITED,
            Self::Newer => catalogue::UNAVAILABLE,
            Self::NoLabel | Self::Key(_) | Self::Certificate(_) => catalogue::INTERNAL,
            Self::Store(error) => error.kind(),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        if let Self::TooSoon(wait) = self { Some(*wait) } else { None }
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::Refused(_) | Self::OtherTenant | Self::TooSoon(_) => Some(self.to_string()),
            Self::Unknown
            | Self::NoLabel
            | Self::Newer
            | Self::Key(_)
            | Self::Certificate(_)
            | Self::Store(_) => None,
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        if let Error::Store(error) = error {
            return error.into();
        }
        let why = error.to_string();
        if matches!(error, Error::Newer) { Self::Retry(why) } else { Self::Poison(why) }
    }
}
