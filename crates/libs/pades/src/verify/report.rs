//! What verification found.

use serde::Serialize;
use time::OffsetDateTime;

use crate::subject::Subject;
use crate::timestamp::TimestampError;
use crate::trust::Untrusted;

/// What was found in a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The signatures, in the order of the revisions they sign; empty when nothing is signed.
    pub signatures: Vec<SignatureReport>,
}

/// What was found of one signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "four independent answers, each read on its own")]
pub struct SignatureReport {
    /// The fully qualified name of the form field.
    pub field: String,
    /// The signed bytes are those that were signed, and the signature over them is valid. Without
    /// this, nothing else in the report is worth anything.
    pub intact: bool,
    /// The signed bytes are the whole file. Otherwise a later revision follows: another signature,
    /// or a change.
    pub covers_whole_file: bool,
    /// `/ByteRange` is `[0 a b c]` and leaves out exactly the signature itself.
    pub byte_range_well_formed: bool,
    /// The signature is intact and bound to its certificate, which leads to a trusted root and was
    /// valid.
    pub trusted: bool,
    /// Who signed, if the signer's certificate is there.
    pub signer: Option<Subject>,
    /// The PAdES level that is proven.
    pub level: Option<Level>,
    /// The timestamp over the signature, if it can be read.
    pub timestamp: Option<TimestampReport>,
    /// The time the signer claims; it proves nothing.
    #[serde(with = "time::serde::rfc3339::option")]
    pub claimed_time: Option<OffsetDateTime>,
    /// Everything that is not as it should be, in the order found.
    pub reasons: Vec<Reason>,
}

/// What was found of a signature's timestamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimestampReport {
    /// The time in the timestamp, in UTC.
    #[serde(with = "time::serde::rfc3339")]
    pub time: OffsetDateTime,
    /// The serial number at the authority, in upper-case hexadecimal digits.
    pub serial: String,
    /// Whose timestamp it is, if the authority's certificate is there.
    pub authority: Option<Subject>,
    /// The timestamp is over this signature.
    pub imprint_valid: bool,
    /// The authority's own signature is valid and bound to its certificate.
    pub signature_valid: bool,
    /// Both, and the authority's certificate is one for timestamping only and leads to a trusted
    /// root.
    pub trusted: bool,
}

/// The PAdES baseline level that is met (EN 319 142-1 section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Level {
    /// A signature bound to its certificate.
    #[serde(rename = "B-B")]
    BB,
    /// B-B, and a valid timestamp over the signature (trusted or not: see
    /// [`TimestampReport::trusted`]).
    #[serde(rename = "B-T")]
    BT,
}

/// Why an answer is not "yes". Serialised in kebab case; the names do not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// The signature is of a kind that is not examined (`/SubFilter`), such as a document
    /// timestamp.
    UnsupportedKind,
    /// `/ByteRange` does not leave out exactly the signature.
    ByteRangeMalformed,
    /// Bytes follow the signed revision.
    NotWholeFile,
    /// The signature is not CMS with one signer.
    SignatureUnreadable,
    /// A digest or signature algorithm is unknown or too weak.
    AlgorithmUnsupported,
    /// The signer's certificate is missing or cannot be read.
    SignerCertificateMissing,
    /// The signed bytes were changed.
    ContentChanged,
    /// The signature value is not valid.
    SignatureInvalid,
    /// The signature is not bound to its certificate.
    SignerUnbound,
    /// The signature breaks another rule of the PAdES baseline.
    NotBaseline,
    /// The signer's certificate leads to no trusted root.
    SignerNoPath,
    /// A certificate of the signer had expired.
    SignerExpired,
    /// A certificate of the signer was not valid yet.
    SignerNotYetValid,
    /// The signer's certificate is not meant for signing documents.
    SignerWrongUse,
    /// A certificate of the signer breaks a rule of RFC 5280.
    SignerCertificateInvalid,
    /// The timestamp cannot be read.
    TimestampUnreadable,
    /// The timestamp is over something else.
    TimestampWrongImprint,
    /// The timestamp's signature is not valid or not bound to its certificate.
    TimestampInvalid,
    /// The authority's certificate leads to no trusted root.
    TimestampNoPath,
    /// A certificate of the authority has expired.
    TimestampExpired,
    /// A certificate of the authority was not valid yet.
    TimestampNotYetValid,
    /// The authority's certificate is not for timestamping only.
    TimestampWrongUse,
    /// A certificate of the authority breaks a rule of RFC 5280.
    TimestampCertificateInvalid,
}

impl Reason {
    pub(super) fn of_signer(untrusted: Untrusted) -> Self {
        match untrusted {
            Untrusted::NoPath => Self::SignerNoPath,
            Untrusted::Expired => Self::SignerExpired,
            Untrusted::NotYetValid => Self::SignerNotYetValid,
            Untrusted::WrongUse => Self::SignerWrongUse,
            Untrusted::Invalid => Self::SignerCertificateInvalid,
        }
    }

    pub(super) fn of_timestamp(error: &TimestampError) -> Self {
        match error {
            TimestampError::Untrusted(Untrusted::NoPath) => Self::TimestampNoPath,
            TimestampError::Untrusted(Untrusted::Expired) => Self::TimestampExpired,
            TimestampError::Untrusted(Untrusted::NotYetValid) => Self::TimestampNotYetValid,
            TimestampError::Untrusted(Untrusted::WrongUse) => Self::TimestampWrongUse,
            TimestampError::Untrusted(Untrusted::Invalid) => Self::TimestampCertificateInvalid,
            TimestampError::WrongImprint => Self::TimestampWrongImprint,
            TimestampError::BadSignature
            | TimestampError::UnboundCertificate
            | TimestampError::NoCertificate
            | TimestampError::UnsupportedAlgorithm => Self::TimestampInvalid,
            TimestampError::Malformed
            | TimestampError::NotGranted { .. }
            | TimestampError::WrongContent
            | TimestampError::WrongNonce
            | TimestampError::OutsideTolerance { .. }
            | TimestampError::Encoding(_) => Self::TimestampUnreadable,
        }
    }
}
