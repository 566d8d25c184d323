//! The sandbox's own certificate authority for SMTP, made anew at each start.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// A server certificate for `localhost`, 127.0.0.1 and `::1` under a root of its own.
pub(crate) struct Certificate {
    /// What a client has to trust.
    pub(crate) root_pem: String,
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The key or the certificate could not be made.
    #[error("certificate not made: {0}")]
    Make(#[from] rcgen::Error),
    /// The TLS library does not accept them.
    #[error("certificate not usable: {0}")]
    Use(#[from] rustls::Error),
}

impl Certificate {
    pub(crate) fn generate() -> Result<Self, CertificateError> {
        let mut root = CertificateParams::new(Vec::new())?;
        root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        root.distinguished_name.push(DnType::CommonName, "Parvis sandbox mail root (TEST)");
        let root_key = KeyPair::generate()?;
        let root_certificate = root.self_signed(&root_key)?;

        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let mut leaf = CertificateParams::new(names)?;
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.distinguished_name.push(DnType::CommonName, "Parvis sandbox mail server (TEST)");
        let leaf_key = KeyPair::generate()?;
        let issuer = Issuer::new(root, root_key);
        let leaf_certificate = leaf.signed_by(&leaf_key, &issuer)?;

        Ok(Self {
            root_pem: root_certificate.pem(),
            chain: vec![leaf_certificate.der().clone()],
            key: PrivatePkcs8KeyDer::from(leaf_key.serialize_der()).into(),
        })
    }

    /// The server side of TLS, with the provider named: the process may have none installed.
    pub(crate) fn acceptor(self) -> Result<TlsAcceptor, CertificateError> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(self.chain, self.key)?;
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}
