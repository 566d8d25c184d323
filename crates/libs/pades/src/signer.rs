//! Who signs: a key together with the certificate that names its holder.

use der::asn1::Any;
use spki::AlgorithmIdentifierOwned;

use crate::certificate::CertificateChain;
use crate::oid;

/// The signature algorithms this crate signs with (it verifies more).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// ECDSA on the curve P-256 with SHA-256; a signature is the DER structure of RFC 3279.
    EcdsaP256Sha256,
    /// RSA PKCS #1 v1.5 with SHA-256.
    RsaPkcs1Sha256,
}

impl SignatureAlgorithm {
    pub(crate) fn identifier(self) -> AlgorithmIdentifierOwned {
        match self {
            Self::EcdsaP256Sha256 => {
                AlgorithmIdentifierOwned { oid: oid::ECDSA_WITH_SHA_256, parameters: None }
            }
            Self::RsaPkcs1Sha256 => AlgorithmIdentifierOwned {
                oid: oid::SHA_256_WITH_RSA,
                parameters: Some(Any::null()),
            },
        }
    }
}

/// A key that could not sign, with the reason its holder (file, token, remote service) gave.
#[derive(Debug, thiserror::Error)]
#[error("the key could not sign")]
pub struct SignerError(#[source] Box<dyn std::error::Error + Send + Sync>);

impl SignerError {
    /// Wraps the reason.
    pub fn new(reason: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(reason.into())
    }
}

/// A key that signs, wherever it lives: [`FileKey`](crate::FileKey), or the caller's own adapter
/// to a hardware token or a remote signing service.
pub trait Signer {
    /// The certificate of this key and those above it.
    fn chain(&self) -> &CertificateChain;

    /// The algorithm of [`Signer::sign`].
    fn algorithm(&self) -> SignatureAlgorithm;

    /// Signs `message` (unhashed, a few hundred bytes).
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError>;
}
