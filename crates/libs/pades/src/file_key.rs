//! A signing key held in memory, read from and written to PEM.

use p256::ecdsa::signature::{RandomizedSigner, Signer as _};
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use rsa::signature::{Keypair, SignatureEncoding};
use rsa::traits::PublicKeyParts;
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;
use sha2::Sha256;
use spki::SubjectPublicKeyInfoOwned;
use zeroize::Zeroizing;

use crate::certificate::{CertificateChain, ChainError};
use crate::signer::{SignatureAlgorithm, Signer, SignerError};

const RSA_MIN_BYTES: usize = 256;

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text has no readable `PRIVATE KEY` block.
    #[error("the key is not readable PEM")]
    Pem(#[source] rustls_pki_types::pem::Error),
    /// The key is neither P-256 nor RSA in PKCS #8 (RFC 5958).
    #[error("the key is not a P-256 or RSA key in PKCS #8")]
    Unsupported,
    /// An RSA key shorter than 2048 bits.
    #[error("the RSA key is shorter than 2048 bits")]
    Weak,
    /// The key is not the one the signing certificate names.
    #[error("the key does not belong to the certificate")]
    Mismatch,
    /// The certificates are unusable.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// The key cannot be encoded.
    #[error("the key cannot be encoded")]
    Encoding(#[from] p256::pkcs8::Error),
}

impl From<spki::Error> for KeyError {
    fn from(error: spki::Error) -> Self {
        Self::Encoding(error.into())
    }
}

/// A private key and its certificate chain; the two always belong together.
///
/// P-256 is the default. RSA is for keys that already exist: the `rsa` crate is subject to
/// RUSTSEC-2023-0071 (timing of private key operations), so signing is blinded.
pub struct FileKey {
    secret: Secret,
    chain: CertificateChain,
}

impl FileKey {
    /// Reads a PKCS #8 key in DER and checks it against the chain's signing certificate.
    pub fn from_pkcs8_der(key: &[u8], chain: CertificateChain) -> Result<Self, KeyError> {
        Self::new(Secret::from_pkcs8_der(key)?, chain)
    }

    /// Reads one PEM text with a `PRIVATE KEY` block and the `CERTIFICATE` blocks of its chain,
    /// as [`FileKey::to_pem`] writes it.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let key = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes()).map_err(KeyError::Pem)?;
        Self::from_pkcs8_der(key.secret_pkcs8_der(), CertificateChain::from_pem(pem)?)
    }

    /// Writes the key (PKCS #8, not encrypted) and its chain as one PEM text, to be stored where
    /// only the service can read it.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        let mut pem = self.secret.to_pkcs8_pem()?;
        pem.push_str(&self.chain.to_pem()?);
        Ok(pem)
    }

    pub(crate) fn new(secret: Secret, chain: CertificateChain) -> Result<Self, KeyError> {
        let certified = &chain.signing().x509().tbs_certificate.subject_public_key_info;
        if secret.public_key()? != *certified {
            return Err(KeyError::Mismatch);
        }
        Ok(Self { secret, chain })
    }
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileKey").field("subject", &self.chain.subject()).finish_non_exhaustive()
    }
}

impl Signer for FileKey {
    fn chain(&self) -> &CertificateChain {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.secret.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        self.secret.sign(message)
    }
}

/// The private half. Both kinds wipe themselves when dropped.
pub(crate) enum Secret {
    P256(p256::ecdsa::SigningKey),
    Rsa(Box<rsa::pkcs1v15::SigningKey<Sha256>>),
}

impl Secret {
    /// A fresh P-256 key.
    pub(crate) fn generate() -> Self {
        Self::P256(p256::ecdsa::SigningKey::random(&mut rand::rngs::OsRng))
    }

    fn from_pkcs8_der(der: &[u8]) -> Result<Self, KeyError> {
        if let Ok(key) = p256::ecdsa::SigningKey::from_pkcs8_der(der) {
            return Ok(Self::P256(key));
        }
        let key = rsa::RsaPrivateKey::from_pkcs8_der(der).map_err(|_| KeyError::Unsupported)?;
        if key.size() < RSA_MIN_BYTES {
            return Err(KeyError::Weak);
        }
        Ok(Self::Rsa(Box::new(rsa::pkcs1v15::SigningKey::new(key))))
    }

    fn to_pkcs8_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        Ok(match self {
            Self::P256(key) => key.to_pkcs8_pem(LineEnding::LF)?,
            Self::Rsa(key) => key.to_pkcs8_pem(LineEnding::LF)?,
        })
    }

    pub(crate) fn public_key(&self) -> Result<SubjectPublicKeyInfoOwned, KeyError> {
        Ok(match self {
            Self::P256(key) => SubjectPublicKeyInfoOwned::from_key(*key.verifying_key())?,
            Self::Rsa(key) => SubjectPublicKeyInfoOwned::from_key(key.verifying_key())?,
        })
    }

    pub(crate) fn algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::P256(_) => SignatureAlgorithm::EcdsaP256Sha256,
            Self::Rsa(_) => SignatureAlgorithm::RsaPkcs1Sha256,
        }
    }

    /// Signs; the same message always gives the same signature (RFC 6979 for P-256).
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::DerSignature =
                    key.try_sign(message).map_err(SignerError::new)?;
                Ok(signature.as_bytes().to_vec())
            }
            Self::Rsa(key) => {
                let signature = key
                    .try_sign_with_rng(&mut rand::rngs::OsRng, message)
                    .map_err(SignerError::new)?;
                Ok(signature.to_vec())
            }
        }
    }
}
