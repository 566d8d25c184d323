//! Checking a signature value with the public key of a certificate.

use der::asn1::ObjectIdentifier;
use der::{Decode, Reader, SliceReader};
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, aws_lc_rs};

use crate::digest::Digest;

/// Why a signature value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The algorithm is unknown, too weak, or not one for this kind of key.
    Unsupported,
    /// The value is not a signature of the message by this key.
    Invalid,
}

/// Checks `signature` over `message`; `algorithm` is the DER of an `AlgorithmIdentifier`.
pub(crate) fn verify(
    certificate: &[u8],
    algorithm: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), Refused> {
    let inside = value(algorithm).map_err(|_| Refused::Unsupported)?;
    let candidates = ALL_VERIFICATION_ALGS
        .iter()
        .copied()
        .filter(|candidate| candidate.signature_alg_id().as_ref() == inside);
    verify_with(candidates, certificate, message, signature)
}

/// Checks an RSA signature whose identifier names only the key type (`rsaEncryption`), as many
/// signers write it; the hash function then is the signer's digest algorithm (RFC 3370).
pub(crate) fn verify_rsa(
    certificate: &[u8],
    digest: Digest,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Refused> {
    let algorithm = match digest {
        Digest::Sha256 => aws_lc_rs::RSA_PKCS1_2048_8192_SHA256,
        Digest::Sha384 => aws_lc_rs::RSA_PKCS1_2048_8192_SHA384,
        Digest::Sha512 => aws_lc_rs::RSA_PKCS1_2048_8192_SHA512,
    };
    verify_with([algorithm], certificate, message, signature)
}

/// The algorithm that the DER of an `AlgorithmIdentifier` names.
pub(crate) fn algorithm_oid(algorithm: &[u8]) -> der::Result<ObjectIdentifier> {
    SliceReader::new(value(algorithm)?)?.decode()
}

fn value(algorithm: &[u8]) -> der::Result<&[u8]> {
    let sequence = der::asn1::AnyRef::from_der(algorithm)?;
    Ok(sequence.value())
}

/// One identifier can stand for several curves; the first that suits the key decides.
fn verify_with(
    candidates: impl IntoIterator<Item = &'static dyn SignatureVerificationAlgorithm>,
    certificate: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), Refused> {
    let certificate = CertificateDer::from(certificate);
    let certificate = EndEntityCert::try_from(&certificate).map_err(|_| Refused::Unsupported)?;
    let mut refused = Refused::Unsupported;
    for candidate in candidates {
        match certificate.verify_signature(candidate, message, signature) {
            Ok(()) => return Ok(()),
            Err(webpki::Error::InvalidSignatureForPublicKey) => refused = Refused::Invalid,
            Err(_) => {}
        }
    }
    Err(refused)
}
