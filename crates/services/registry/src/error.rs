//! Why a request was refused, and what its caller is told.

use parvis_chassis::keyring::BadKey;
use parvis_chassis::problem::{Field, Kind, Problem, catalogue};
use parvis_company::Fault;
use parvis_outbox::StoreError;

use crate::domain::Refused;

/// A failed command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Nobody may register here, or only with the operator's token.
    #[error("registration is closed")]
    RegistrationClosed,
    /// There is no such thing, or it belongs to another application.
    #[error("unknown")]
    Unknown,
    /// Some fields are not valid.
    #[error("{} invalid fields", .0.len())]
    Invalid(Vec<Fault>),
    /// The master keys are not in a state that allows it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No key could be made or hashed.
    #[error(transparent)]
    Key(#[from] BadKey),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Problem for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::RegistrationClosed => catalogue::REGISTRATION_CLOSED,
            Self::Unknown => catalogue::NOT_FOUND,
            Self::Invalid(_) => catalogue::INVALID,
            Self::Refused(_) => catalogue::KEY_STATE,
            Self::Key(error) => error.kind(),
            Self::Store(error) => error.kind(),
        }
    }

    fn fields(&self) -> Vec<Field> {
        let Self::Invalid(faults) = self else { return Vec::new() };
        faults.iter().cloned().map(Field::from).collect()
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::Refused(refused) => Some(refused.to_string()),
            Self::RegistrationClosed
            | Self::Unknown
            | Self::Invalid(_)
            | Self::Key(_)
            | Self::Store(_) => None,
        }
    }
}
