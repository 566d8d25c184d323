//! A certificate authority of our own, for development: it issues one certificate for the base domain
//! and all names directly below it. Everything it makes is marked TEST.

use std::time::Duration;

use parvis_kernel::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use rustls_pki_types::PrivatePkcs8KeyDer;

use super::certificate::CertificateError;

/// How long the authority itself is valid.
const AUTHORITY: Duration = Duration::from_hours(10 * 366 * 24);
/// How long a certificate is valid: what browsers accept of private roots and public ones alike.
const CERTIFICATE: Duration = Duration::from_hours(397 * 24);
/// Clocks may differ by so much.
const LEEWAY: Duration = Duration::from_hours(1);

/// A certificate and its private key.
pub(crate) struct Made {
    /// The certificate in PEM.
    pub(crate) pem: String,
    /// The private key (PKCS#8 DER).
    pub(crate) key: Vec<u8>,
    /// When the certificate stops being valid.
    pub(crate) not_after: Timestamp,
}

/// Makes a new authority.
pub(crate) fn make(now: Timestamp) -> Result<Made, CertificateError> {
    let not_after = now.plus(AUTHORITY);
    let mut root = params(Vec::new(), "Parvis internal authority (TEST)", now, not_after)?;
    root.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let key = KeyPair::generate()?;
    let pem = root.self_signed(&key)?.pem();
    Ok(Made { pem, key: key.serialize_der(), not_after })
}

/// Issues the certificate for `base_domain` and `*.base_domain`.
pub(crate) fn issue(
    authority: &Made,
    base_domain: &str,
    now: Timestamp,
) -> Result<Made, CertificateError> {
    let signing = KeyPair::try_from(&PrivatePkcs8KeyDer::from(authority.key.as_slice()))?;
    let issuer = Issuer::from_ca_cert_pem(&authority.pem, signing)?;
    let not_after = now.plus(CERTIFICATE).min(authority.not_after);
    let names = vec![base_domain.to_owned(), format!("*.{base_domain}")];
    let mut leaf = params(names, "Parvis tenants (TEST)", now, not_after)?;
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let pem = leaf.signed_by(&key, &issuer)?.pem();
    Ok(Made { pem, key: key.serialize_der(), not_after })
}

fn params(
    names: Vec<String>,
    common_name: &str,
    now: Timestamp,
    not_after: Timestamp,
) -> Result<CertificateParams, CertificateError> {
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, common_name);
    params.not_before = now.minus(LEEWAY).date_time();
    params.not_after = not_after.date_time();
    Ok(params)
}

#[cfg(test)]
mod tests {
    use super::super::certificate::Chain;
    use super::*;

    #[test]
    fn the_certificate_is_valid_for_every_tenant_and_nobody_else() {
        let now = Timestamp::parse("2026-01-05T09:00:00Z").unwrap();
        let authority = make(now).unwrap();
        let issued = issue(&authority, "parvis.localhost", now).unwrap();
        let chain = Chain::read(&issued.pem, &authority.pem).unwrap();
        for name in ["parvis.localhost", "clinique-du-lac.parvis.localhost"] {
            chain.verify(name, now).unwrap();
        }
        for name in ["a.b.parvis.localhost", "parvis.example.com", "not a name"] {
            assert!(chain.verify(name, now).is_err(), "{name}");
        }
        assert!(chain.verify("parvis.localhost", now.plus(CERTIFICATE)).is_ok());
        let late = now.plus(CERTIFICATE + LEEWAY);
        assert!(chain.verify("parvis.localhost", late).is_err(), "it is too old");
        let other = make(now).unwrap();
        let stranger = Chain::read(&issued.pem, &other.pem).unwrap();
        assert!(stranger.verify("parvis.localhost", now).is_err(), "another root");
    }
}
