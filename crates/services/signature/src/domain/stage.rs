//! The stages of a request; each holds what is known then and not before.

use parvis_kernel::Timestamp;

use super::{Confirmation, DeclineReason};

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
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
    pub const fn code(&self) -> &'static str {
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
    pub const fn confirmation(&self) -> Option<&Confirmation> {
        match self {
            Self::Confirmed(confirmation) | Self::Signed(confirmation, _) => Some(confirmation),
            Self::Ordered | Self::Requested | Self::Declined { .. } | Self::Voided { .. } => None,
        }
    }
}

/// Why a request can no longer be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoidReason {
    /// Whoever asked took it back.
    Withdrawn,
    /// Nobody signed in time.
    Expired,
}

impl VoidReason {
    /// The word for it on the wire and in the tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// Reads the word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Withdrawn, Self::Expired].into_iter().find(|reason| reason.code() == code)
    }
}

/// What the seal made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 of the signed document, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The timestamp authority's time.
    pub at: Timestamp,
    /// The timestamp's serial number at the authority, in hexadecimal digits.
    pub serial: String,
    /// Who attests the time.
    pub authority: String,
    /// When the document's owner was heard to have stored it.
    pub stored_at: Option<Timestamp>,
}

/// A step that the stage does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not possible: the request is {0}")]
pub struct Refused(pub &'static str);
