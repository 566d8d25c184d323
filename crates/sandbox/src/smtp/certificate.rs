//! The sandbox's own certificate authority for SMTP: that of an earlier start, or a new one.

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// What the server is called by in any case.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
const KEY_BEGINS: &str = "-----BEGIN PRIVATE KEY-----";

/// A server certificate for `localhost`, 127.0.0.1 and `::1` under a root of its own.
pub(crate) struct Certificate {
    /// What a client has to trust.
    pub(crate) root_pem: String,
    /// The root's certificate and key, from which a later start makes the same authority.
    pub(crate) authority_pem: String,
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// The key or the certificate could not be made.
    #[error("certificate not made: {0}")]
    Make(#[from] rcgen::Error),
    /// What an earlier start kept can't be read.
    #[error("kept authority not readable: {0}")]
    Read(#[from] rustls_pki_types::pem::Error),
    /// The TLS library does not accept them.
    #[error("certificate not usable: {0}")]
    Use(#[from] rustls::Error),
}

impl Certificate {
    /// A new certificate under the root of an earlier start, or under a new one. Its server may also be
    /// called by the further `names`.
    pub(crate) fn issue(kept: Option<&str>, names: &[String]) -> Result<Self, CertificateError> {
        let authority_pem = kept.map_or_else(make_authority, |kept| Ok(kept.to_owned()))?;
        let root = CertificateDer::from_pem_slice(authority_pem.as_bytes())?;
        let key = PrivatePkcs8KeyDer::from_pem_slice(authority_pem.as_bytes())?;
        let issuer = Issuer::from_ca_cert_der(&root, KeyPair::try_from(&key)?)?;
        let names = NAMES.iter().map(ToString::to_string).chain(names.iter().cloned());
        let mut leaf = CertificateParams::new(names.collect::<Vec<_>>())?;
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.distinguished_name.push(DnType::CommonName, "Parvis sandbox mail server (TEST)");
        let leaf_key = KeyPair::generate()?;
        let leaf_certificate = leaf.signed_by(&leaf_key, &issuer)?;
        let (root_pem, _) = authority_pem.split_once(KEY_BEGINS).unwrap_or_default();
        Ok(Self {
            root_pem: root_pem.to_owned(),
            authority_pem,
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

/// A root's certificate and key.
fn make_authority() -> Result<String, CertificateError> {
    let mut root = CertificateParams::new(Vec::new())?;
    root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    root.distinguished_name.push(DnType::CommonName, "Parvis sandbox mail root (TEST)");
    let key = KeyPair::generate()?;
    Ok(root.self_signed(&key)?.pem() + &key.serialize_pem())
}
