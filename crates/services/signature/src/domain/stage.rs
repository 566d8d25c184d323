//! The stages of a request; each holds what is known then and not before.

use parvis_kernel::Timestamp;

use super::{Confirmation, DeclineReason};

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Asked for; the document is still to be fetched.
    Ordered,
    /// The signer may read and sign.
    Requested,
    /// The signer confirmed; the seal is on its way.
    Confirmed(Confirmation),
    /// Sealed and timestamped.
    Signed(Confirmation, Sealed),
    /// The signer refused.
    Declined {
        /// Why, in his words.
        reason: DeclineReason,
        /// When.
        at: Timestamp,
    },
    /// It can no longer be signed.
    Voided {
        /// Why.
        why: VoidReason,
        /// When.
        at: Timestamp,
    },
}

impl Stage {
    /// The word for it in the tables and in the answers.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Requested => "requested",
            Self::Confirmed(_) => "confirmed",
            Self::Signed(..) => "signed",
            Self::Declined { .. } => "declined",
            Self::Voided { .. } => "voided",
        }
    }

    /// What the signer confirmed, once he did.
    pub(crate) const fn confirmation(&self) -> Option<&Confirmation> {
        match self {
            Self::Confirmed(confirmation) | Self::Signed(confirmation, _) => Some(confirmation),
            Self::Ordered | Self::Requested | Self::Declined { .. } | Self::Voided { .. } => None,
        }
    }

    /// What the seal made, once it did.
    pub(crate) const fn sealed(&self) -> Option<&Sealed> {
        if let Self::Signed(_, sealed) = self { Some(sealed) } else { None }
    }

    /// Why and when it came to nothing, once it did.
    pub(crate) fn closed(&self) -> Option<(&str, Timestamp)> {
        match self {
            Self::Declined { reason, at } => Some((reason.as_str(), *at)),
            Self::Voided { why, at } => Some((why.code(), *at)),
            Self::Ordered | Self::Requested | Self::Confirmed(_) | Self::Signed(..) => None,
        }
    }
}

/// Why a request can no longer be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VoidReason {
    /// Whoever asked took it back.
    Withdrawn,
    /// Nobody signed in time.
    Expired,
}

impl VoidReason {
    /// The word for it on the wire and in the tables.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// Reads the word.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::Withdrawn, Self::Expired].into_iter().find(|reason| reason.code() == code)
    }
}

/// What the seal made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sealed {
    /// SHA-256 of the signed document, 64 lower-case hexadecimal digits.
    pub(crate) sha256: String,
    /// The timestamp authority's time.
    pub(crate) at: Timestamp,
    /// The timestamp's serial number at the authority, in hexadecimal digits.
    pub(crate) serial: String,
    /// Who attests the time.
    pub(crate) authority: String,
    /// When the document's owner was heard to have stored it.
    pub(crate) stored_at: Option<Timestamp>,
}

/// A step that the stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not possible: the request is {0}")]
pub(crate) struct Refused(pub &'static str);
