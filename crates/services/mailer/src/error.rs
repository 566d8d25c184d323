//! Why a question about a mail was not answered.

use parvis_chassis::problem::{Kind, Problem, catalogue};
use parvis_outbox::StoreError;

/// A failed command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no such mail.
    #[error("unknown")]
    Unknown,
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Problem for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown => catalogue::NOT_FOUND,
            Self::Store(error) => error.kind(),
        }
    }
}
