//! What can go wrong in this service. That no source answers is not an error but a verdict.

use parvis_chassis::Problem;
use parvis_chassis::problem::{Kind, catalogue};
use parvis_kernel::VerificationId;
use parvis_outbox::StoreError;

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no such verification, or it is another application's.
    #[error("no verification {0}")]
    Unknown(VerificationId),
    /// The database did not read or write.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Problem for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown(_) => catalogue::NOT_FOUND,
            Self::Store(error) => error.kind(),
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}
