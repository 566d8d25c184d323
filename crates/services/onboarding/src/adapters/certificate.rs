//! Looks whether a certificate would convince a tenant's visitors: path, dates and name (RFC 5280,
//! RFC 6125), by the same library as TLS clients.

use std::sync::Arc;
use std::time::Duration;

use parvis_kernel::{Secret, Timestamp};
use rustls::crypto::aws_lc_rs::sign::any_supported_type;
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, KeyUsage, anchor_from_trusted_cert};

/// Why a certificate can't be used for a name, or can't be made.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// There is none.
    #[error("there is no certificate")]
    Missing,
    /// The PEM holds no certificate or no key.
    #[error("not readable: {0}")]
    Unreadable(#[from] rustls_pki_types::pem::Error),
    /// The name is no domain name.
    #[error("not a domain name")]
    Name,
    /// It does not lead to a trusted root, is not valid now, or is for other names.
    #[error("does not verify: {0}")]
    Unverified(#[from] webpki::Error),
    /// The key is not that of the certificate.
    #[error("the private key does not fit: {0}")]
    Key(#[from] rustls::Error),
    /// It could not be made.
    #[error("not made: {0}")]
    Make(#[from] rcgen::Error),
}

/// A certificate with those above it and the roots that it leads to.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    certificates: Vec<CertificateDer<'static>>,
    roots: Vec<CertificateDer<'static>>,
}

impl Chain {
    /// Reads a chain in PEM, the certificate itself first. Without roots, its last certificate is
    /// trusted.
    pub(crate) fn read(chain: &str, roots: &str) -> Result<Self, CertificateError> {
        let certificates = read_all(chain)?;
        let mut roots = read_all(roots)?;
        if roots.is_empty() {
            roots.extend(certificates.last().cloned());
        }
        if certificates.is_empty() {
            return Err(CertificateError::Missing);
        }
        Ok(Self { certificates, roots })
    }

    /// Makes sure that a private key in PEM is that of the certificate.
    pub(crate) fn fits(&self, key: &Secret) -> Result<(), CertificateError> {
        let key = PrivateKeyDer::from_pem_slice(key.reveal().as_bytes())?;
        let signer: Arc<_> = any_supported_type(&key)?;
        Ok(CertifiedKey::new(self.certificates.clone(), signer).keys_match()?)
    }

    /// Makes sure that the certificate is valid for the name now.
    pub(crate) fn verify(&self, name: &str, now: Timestamp) -> Result<(), CertificateError> {
        let (own, above) = self.certificates.split_first().ok_or(CertificateError::Missing)?;
        let own = EndEntityCert::try_from(own)?;
        let anchors =
            self.roots.iter().map(anchor_from_trusted_cert).collect::<Result<Vec<_>, _>>()?;
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        let now = UnixTime::since_unix_epoch(Duration::from_millis(millis));
        let usage = KeyUsage::server_auth();
        own.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, above, now, usage, None, None)?;
        let name = ServerName::try_from(name).map_err(|_| CertificateError::Name)?;
        Ok(own.verify_is_valid_for_subject_name(&name)?)
    }
}

fn read_all(pem: &str) -> Result<Vec<CertificateDer<'static>>, CertificateError> {
    Ok(CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<Vec<_>, _>>()?)
}
