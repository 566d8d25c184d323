//! Why a timestamp is refused.

use time::OffsetDateTime;

use super::status::Failure;
use crate::cms::view::Fault;
use crate::trust::Untrusted;

/// Why an authority's answer is not accepted as a timestamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// The bytes are not a time-stamp response or token.
    #[error("not a time-stamp response")]
    Malformed,
    /// The authority refused: its `PKIStatus`, and the reason if it is one of RFC 3161.
    #[error("the authority did not grant the timestamp (status {status})")]
    NotGranted {
        /// The `PKIStatus` of RFC 4210 section 5.2.3; 2 is a rejection.
        status: u8,
        /// The reason, when the authority gave one that RFC 3161 section 2.4.2 lists.
        failure: Option<Failure>,
    },
    /// The token does not contain a `TSTInfo`.
    #[error("the token does not contain a timestamp")]
    WrongContent,
    /// The timestamp is for other data than was asked.
    #[error("the timestamp is for other data")]
    WrongImprint,
    /// The timestamp answers another request.
    #[error("the timestamp answers another request")]
    WrongNonce,
    /// The authority's time is too far from the clock of the caller.
    #[error("the timestamp's time is too far from the local clock")]
    OutsideTolerance {
        /// The time in the token.
        time: OffsetDateTime,
    },
    /// The authority's certificate is not in the token.
    #[error("the token lacks the certificate of the authority")]
    NoCertificate,
    /// The token's digest or signature algorithm is not supported.
    #[error("the token uses an unsupported algorithm")]
    UnsupportedAlgorithm,
    /// The token's signature does not verify.
    #[error("the token's signature is not valid")]
    BadSignature,
    /// The signed attributes do not name the authority's certificate (RFC 5816).
    #[error("the token is not bound to the certificate of the authority")]
    UnboundCertificate,
    /// The authority's certificate is not trusted, or not one for timestamping only.
    #[error("the authority is not trusted")]
    Untrusted(#[from] Untrusted),
    /// The request cannot be encoded.
    #[error("the request cannot be encoded")]
    Encoding(#[from] der::Error),
}

impl From<Fault> for TimestampError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Malformed => Self::Malformed,
            Fault::NoCertificate => Self::NoCertificate,
            Fault::Unsupported => Self::UnsupportedAlgorithm,
            Fault::ContentType => Self::WrongContent,
            Fault::Digest | Fault::Signature => Self::BadSignature,
            Fault::Unbound => Self::UnboundCertificate,
        }
    }
}
