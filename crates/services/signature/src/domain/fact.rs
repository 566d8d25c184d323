//! What is said about a request.

use parvis_kernel::{ApplicationId, SignatureId, Timestamp};

use super::{DocumentRef, Sealed, VoidReason};

/// Which request a fact is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    /// The request.
    pub(crate) id: SignatureId,
    /// Who owns it.
    pub(crate) application: ApplicationId,
    /// The asker's own mark, given back.
    pub(crate) reference: String,
    /// The document as it was shown.
    pub(crate) document: DocumentRef,
}

/// A mail that a request may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    /// The link, to the signer.
    SignatureRequest,
    /// The signed document, to the signer.
    SignedConfirmation,
}

impl Template {
    /// The template's name at the mailer.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::SignatureRequest => "signature_request",
            Self::SignedConfirmation => "signed_confirmation",
        }
    }

    /// Reads the name.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::SignatureRequest, Self::SignedConfirmation].into_iter().find(|t| t.code() == code)
    }
}

/// What is said about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fact {
    /// The signer may sign.
    Requested(About),
    /// The document is sealed and timestamped.
    Completed {
        /// Which request.
        about: About,
        /// The server's time of the confirmation.
        signed_at: Timestamp,
        /// What the seal made.
        sealed: Sealed,
    },
    /// The signer refused.
    Declined(About),
    /// It can no longer be signed.
    Voided(About, VoidReason),
    /// A mail is wanted; the number tells repeated mails of one template apart.
    Mail(About, Template, i64),
}
