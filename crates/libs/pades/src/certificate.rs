//! A signer's certificates.
//!
//! Each is kept with its exact bytes: hashes and signatures are over those, never over a
//! re-encoding.

use der::pem::LineEnding;
use der::{Decode, Encode};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use time::OffsetDateTime;

use crate::instant;
use crate::subject::Subject;

/// Why certificates do not make a chain to sign with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChainError {
    /// There is no certificate at all.
    #[error("no certificate given")]
    Empty,
    /// The text is not PEM.
    #[error("the certificates are not readable PEM")]
    Pem(#[source] rustls_pki_types::pem::Error),
    /// A certificate is not X.509 in DER.
    #[error("a certificate is not valid DER")]
    Der(#[from] der::Error),
    /// A certificate decodes but would not encode to the same bytes, so it cannot be embedded
    /// unchanged.
    #[error("a certificate is not in the distinguished encoding")]
    NotDistinguished,
}

/// One certificate: its exact bytes and what they say.
#[derive(Debug, Clone)]
pub(crate) struct Certificate {
    der: Vec<u8>,
    x509: x509_cert::Certificate,
    not_before: OffsetDateTime,
    not_after: OffsetDateTime,
}

impl Certificate {
    /// Reads a certificate; the bytes must be the distinguished encoding of what they say.
    pub(crate) fn from_der(der: Vec<u8>) -> Result<Self, ChainError> {
        let x509 = x509_cert::Certificate::from_der(&der)?;
        if x509.to_der()? != der {
            return Err(ChainError::NotDistinguished);
        }
        let validity = &x509.tbs_certificate.validity;
        let read = |at| instant::from_x509(at).ok_or(der::ErrorKind::DateTime);
        let not_before = read(validity.not_before).map_err(der::Error::from)?;
        let not_after = read(validity.not_after).map_err(der::Error::from)?;
        Ok(Self { der, x509, not_before, not_after })
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    pub(crate) fn x509(&self) -> &x509_cert::Certificate {
        &self.x509
    }

    pub(crate) fn is_valid_at(&self, at: OffsetDateTime) -> bool {
        (self.not_before..=self.not_after).contains(&at)
    }
}

/// A signing certificate followed by the certificates above it, without repetition.
///
/// The root may be left out; a verifier has its own copy.
#[derive(Debug, Clone)]
pub struct CertificateChain {
    signing: Certificate,
    above: Vec<Certificate>,
}

impl CertificateChain {
    /// Reads a chain from DER certificates, the signing certificate first. A repeated certificate
    /// is kept once.
    pub fn from_der(certificates: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, ChainError> {
        let mut certificates = certificates.into_iter();
        let signing = Certificate::from_der(certificates.next().ok_or(ChainError::Empty)?)?;
        let mut above: Vec<Certificate> = Vec::new();
        for der in certificates {
            if der != signing.der && above.iter().all(|known| known.der != der) {
                above.push(Certificate::from_der(der)?);
            }
        }
        Ok(Self { signing, above })
    }

    /// Reads a chain from the `CERTIFICATE` blocks of a PEM text (RFC 7468), in order; other
    /// blocks are ignored.
    pub fn from_pem(pem: &str) -> Result<Self, ChainError> {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes())
            .map(|certificate| certificate.map(|der| der.as_ref().to_vec()))
            .collect();
        Self::from_der(found.map_err(ChainError::Pem)?)
    }

    /// Writes the chain as PEM `CERTIFICATE` blocks (RFC 7468), the signing certificate first.
    pub fn to_pem(&self) -> Result<String, ChainError> {
        let encode = |der| der::pem::encode_string("CERTIFICATE", LineEnding::LF, der);
        let blocks: Result<Vec<String>, _> = self.der().map(encode).collect();
        Ok(blocks.map_err(der::Error::from)?.concat())
    }

    /// The DER bytes of each certificate, the signing certificate first.
    pub fn der(&self) -> impl Iterator<Item = &[u8]> {
        self.iter().map(Certificate::der)
    }

    /// Who the signing certificate names.
    pub fn subject(&self) -> Subject {
        Subject::of(&self.signing.x509.tbs_certificate.subject)
    }

    /// The first second at which the signing certificate is valid.
    pub fn not_before(&self) -> OffsetDateTime {
        self.signing.not_before
    }

    /// The last second at which the signing certificate is valid.
    pub fn not_after(&self) -> OffsetDateTime {
        self.signing.not_after
    }

    pub(crate) fn signing(&self) -> &Certificate {
        &self.signing
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Certificate> {
        std::iter::once(&self.signing).chain(&self.above)
    }
}
