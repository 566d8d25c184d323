//! Why a PDF is not signed.

use time::OffsetDateTime;

use crate::cms::SigningFailure;
use crate::pdf::PdfError;
use crate::signer::SignerError;

/// Why a PDF is not signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The PDF cannot be read or extended.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// A field name is empty or has a dot (ISO 32000-1 section 12.7.3.2).
    #[error("a field name must not be empty or contain a dot")]
    FieldName,
    /// The PDF has a field of this name already.
    #[error("the PDF already has a field of this name")]
    FieldExists,
    /// The visible signature would lie outside the page.
    #[error("the visible signature lies outside the page")]
    OutsidePage,
    /// The text does not fit into the visible signature at a legible size.
    #[error("the text does not fit into the visible signature")]
    TextDoesNotFit,
    /// The claimed time cannot be written as a PDF date.
    #[error("the claimed time cannot be written in a PDF")]
    ClaimedTime,
    /// The signing certificate is not valid at the claimed time.
    #[error("the certificate is valid from {not_before} until {not_after} only")]
    CertificateNotValid {
        /// The first second of its validity.
        not_before: OffsetDateTime,
        /// The last second of its validity.
        not_after: OffsetDateTime,
    },
    /// The key did not sign.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The key's signature does not verify with its own certificate.
    #[error("the signature does not verify with the signer's own certificate")]
    SignerMisfit,
    /// The timestamp is over other data than this signature.
    #[error("the timestamp is for another signature")]
    ForeignTimestamp,
    /// The signature with its certificates and timestamp is longer than the room reserved.
    #[error("the signature needs {needed} bytes, {capacity} are reserved")]
    PlaceholderTooSmall {
        /// The bytes needed.
        needed: usize,
        /// The bytes reserved ([`SignatureRequest::capacity`](crate::SignatureRequest::capacity)).
        capacity: usize,
    },
    /// The signature cannot be encoded.
    #[error("the signature cannot be encoded")]
    Encoding(#[from] der::Error),
}

impl From<SigningFailure> for Error {
    fn from(failure: SigningFailure) -> Self {
        match failure {
            SigningFailure::Signer(error) => Self::Signer(error),
            SigningFailure::Misfit => Self::SignerMisfit,
            SigningFailure::Encoding(error) => Self::Encoding(error),
        }
    }
}

impl From<lopdf::Error> for Error {
    fn from(error: lopdf::Error) -> Self {
        Self::Pdf(error.into())
    }
}
