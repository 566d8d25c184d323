//! What can go wrong in the contract service, and what a caller is told about it.

use parvis_chassis::peers::PeerError;
use parvis_chassis::problem::{Field, Kind, catalogue};
use parvis_chassis::{Failure, Problem};
use parvis_company::Fault;
use parvis_outbox::StoreError;

use crate::domain::{BadState, RenderError, Unprintable};

/// Why a request or a piece of work of this service failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// There is no such contract of this application.
    #[error("unknown contract")]
    Unknown,
    /// The body's fields are at fault.
    #[error("{} invalid fields", .0.len())]
    Invalid(Vec<Fault>),
    /// The application's price list can't be read.
    #[error("unreadable prices")]
    UnreadablePrices,
    /// Neither the application nor the settings say who the provider is.
    #[error("no provider")]
    NoProvider,
    /// The contract's state does not allow it.
    #[error(transparent)]
    State(#[from] BadState),
    /// The contract can't be written as asked, or at all.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Another service gave no answer.
    #[error(transparent)]
    Peer(#[from] PeerError),
    /// The fetched bytes are not those that were announced.
    #[error("the signed document is not what was announced")]
    Forged,
    /// The computation did not end.
    #[error("{0}")]
    Computation(Failure),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Problem for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown => catalogue::NOT_FOUND,
            Self::Invalid(_) | Self::Render(RenderError::TooLong) => catalogue::INVALID,
            Self::NoProvider => catalogue::PROVIDER_INCOMPLETE,
            Self::State(_) => catalogue::CONTRACT_STATE,
            Self::Render(RenderError::Unprintable(_)) => catalogue::UNPRINTABLE,
            Self::Peer(PeerError::Unreadable(_)) | Self::UnreadablePrices => catalogue::BAD_GATEWAY,
            Self::Peer(_) => catalogue::UNAVAILABLE,
            Self::Store(error) => error.kind(),
            Self::Render(_) | Self::Forged | Self::Computation(_) => catalogue::INTERNAL,
        }
    }

    fn fields(&self) -> Vec<Field> {
        if let Self::Invalid(faults) = self {
            return faults.iter().cloned().map(Field::from).collect();
        }
        let Self::Render(RenderError::Unprintable(refusal)) = self else { return Vec::new() };
        unprintable(refusal).into_iter().collect()
    }

    fn detail(&self) -> Option<String> {
        match self {
            Self::Render(error @ (RenderError::Unprintable(_) | RenderError::TooLong)) => {
                Some(error.to_string())
            }
            Self::NoProvider => {
                Some("set the application's provider data: PATCH /api/v1/applications/me".into())
            }
            Self::State(state) => Some(state.to_string()),
            // An order that came by message has no other place to say what to correct.
            Self::Invalid(faults) => {
                let messages: Vec<_> = faults.iter().map(|f| f.message.as_str()).collect();
                Some(messages.join("; "))
            }
            Self::Unknown
            | Self::UnreadablePrices
            | Self::Render(_)
            | Self::Peer(_)
            | Self::Forged
            | Self::Computation(_)
            | Self::Store(_) => None,
        }
    }
}

fn unprintable(refusal: &Unprintable) -> Option<Field> {
    let (code, message) = (catalogue::UNPRINTABLE.code.to_owned(), refusal.to_string());
    refusal.pointer().map(|pointer| Field { pointer, code, message })
}
