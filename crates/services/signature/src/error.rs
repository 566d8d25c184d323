//! What can go wrong, and what a caller is told about it.

use parvis_chassis::keyring::BadKey;
use parvis_chassis::peers::PeerError;
use parvis_chassis::problem::catalogue;
use parvis_chassis::problem::{Kind, Problem};
use parvis_chassis::{Failure, problem};
use parvis_outbox::StoreError;

use crate::domain::{BadImage, Refused};

/// Why a command of this service had no effect.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// No such thing, or not for this caller.
    #[error("unknown")]
    Unknown,
    /// The request does not allow this step.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The document is not in a state to be signed.
    #[error("the document is {0}")]
    Document(String),
    /// The drawn signature is not usable.
    #[error(transparent)]
    Image(#[from] BadImage),
    /// The document's bytes are not those that were to be signed.
    #[error("the document's bytes do not have the SHA-256 that was named")]
    Differs,
    /// The document's owner gave no answer.
    #[error("the document's owner: {0}")]
    Peer(#[from] PeerError),
    /// The database did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keyring did not do it.
    #[error(transparent)]
    Key(#[from] BadKey),
    /// A page can't be made.
    #[error("page: {0}")]
    Page(#[from] minijinja::Error),
    /// The document can't be sealed.
    #[error("seal: {0}")]
    Seal(#[from] parvis_pades::Error),
    /// The sealed document is not what it should be.
    #[error("the sealed document does not verify")]
    Unverified,
    /// A computation broke off.
    #[error("{0}")]
    Broken(Failure),
}

impl Problem for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown | Self::Peer(PeerError::Absent) => catalogue::NOT_FOUND,
            Self::Refused(_) => catalogue::SIGNATURE_STATE,
            Self::Document(_) => catalogue::CONTRACT_STATE,
            Self::Image(_) => catalogue::SIGNATURE_IMAGE,
            Self::Differs => catalogue::CONFLICT,
            Self::Peer(PeerError::Away(_)) => catalogue::UNAVAILABLE,
            Self::Store(error) => error.kind(),
            Self::Peer(_)
            | Self::Key(_)
            | Self::Page(_)
            | Self::Seal(_)
            | Self::Unverified
            | Self::Broken(_) => catalogue::INTERNAL,
        }
    }

    fn fields(&self) -> Vec<problem::Field> {
        let Self::Image(bad) = self else { return Vec::new() };
        let (pointer, code) = ("/signature".to_owned(), "image".to_owned());
        vec![problem::Field { pointer, code, message: bad.to_string() }]
    }

    fn detail(&self) -> Option<String> {
        let told = matches!(self, Self::Refused(_) | Self::Document(_) | Self::Image(_));
        told.then(|| self.to_string())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}
