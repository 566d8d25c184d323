//! Who is trusted: root certificates, and whether a certificate leads to one of them.

use der::{Decode, asn1::ObjectIdentifier};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use time::OffsetDateTime;
use webpki::{
    ALL_VERIFICATION_ALGS, EndEntityCert, ExtendedKeyUsageValidator, KeyPurposeId,
    KeyPurposeIdIter, anchor_from_trusted_cert,
};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage};

use crate::oid;

/// Why trusted roots cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// The text is not PEM.
    #[error("the roots are not readable PEM")]
    Pem(#[source] rustls_pki_types::pem::Error),
    /// A root is not an X.509 certificate.
    #[error("a root is not a certificate")]
    Certificate(#[source] webpki::Error),
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    /// No path leads from the certificate to a configured root.
    #[error("no path to a trusted root")]
    NoPath,
    /// A certificate on the path, or the root, is outside its validity.
    #[error("a certificate on the path has expired")]
    Expired,
    /// A certificate on the path was not valid yet.
    #[error("a certificate on the path is not valid yet")]
    NotYetValid,
    /// The certificate may not be used for this.
    #[error("the certificate is not meant for this use")]
    WrongUse,
    /// A certificate on the path breaks a rule of RFC 5280 or has an unsupported feature.
    #[error("a certificate on the path is invalid")]
    Invalid,
}

impl Untrusted {
    fn from_webpki(error: &webpki::Error) -> Self {
        use webpki::Error;
        #[expect(clippy::wildcard_enum_match_arm, reason = "the foreign enum is non-exhaustive")]
        match error {
            // A root of the right name but another key is not the issuer either.
            Error::UnknownIssuer | Error::InvalidSignatureForPublicKey => Self::NoPath,
            Error::CertExpired { .. } => Self::Expired,
            Error::CertNotValidYet { .. } => Self::NotYetValid,
            Error::RequiredEkuNotFoundContext(_) => Self::WrongUse,
            _ => Self::Invalid,
        }
    }
}

/// What a certificate is used for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    SignDocuments,
    Timestamp,
}

// Extended key usages, as the value octets of their object identifiers.
const ANY_USAGE: &[u8] = &[0x55, 0x1D, 0x25, 0x00];
const EMAIL_PROTECTION: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x04];
const DOCUMENT_SIGNING: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x24];
const TIME_STAMPING: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];

impl ExtendedKeyUsageValidator for Purpose {
    /// A certificate on the path is either unrestricted or allows the purpose.
    fn validate(&self, usages: KeyPurposeIdIter<'_, '_>) -> Result<(), webpki::Error> {
        let accepted = match self {
            Self::SignDocuments => [ANY_USAGE, EMAIL_PROTECTION, DOCUMENT_SIGNING].as_slice(),
            Self::Timestamp => &[TIME_STAMPING],
        };
        let mut restricted = false;
        for usage in usages {
            let usage = usage?;
            restricted = true;
            if accepted.iter().any(|accepted| KeyPurposeId::new(accepted) == usage) {
                return Ok(());
            }
        }
        if restricted {
            let required = webpki::KeyUsage::required(accepted[0]);
            let context = webpki::RequiredEkuNotFoundContext { required, present: Vec::new() };
            return Err(webpki::Error::RequiredEkuNotFoundContext(context));
        }
        Ok(())
    }
}

/// The roots a verifier has decided to trust. None is built in.
#[derive(Debug, Clone, Default)]
pub struct TrustRoots {
    roots: Vec<Root>,
}

#[derive(Debug, Clone)]
struct Root {
    der: CertificateDer<'static>,
    not_before: UnixTime,
    not_after: UnixTime,
}

impl TrustRoots {
    /// Reads root certificates in DER.
    pub fn from_der<C: AsRef<[u8]>>(
        roots: impl IntoIterator<Item = C>,
    ) -> Result<Self, TrustError> {
        let read = |der: C| Root::from_der(CertificateDer::from(der.as_ref().to_vec()));
        Ok(Self { roots: roots.into_iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Reads the `CERTIFICATE` blocks of a PEM text (RFC 7468); other blocks are ignored.
    pub fn from_pem(pem: &str) -> Result<Self, TrustError> {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        Self::from_der(found.map_err(TrustError::Pem)?)
    }

    /// Checks that `certificate` leads to a root, through any of `others`, every one of them
    /// valid `at` this time (RFC 5280 section 6). Revocation is not checked.
    pub(crate) fn check(
        &self,
        certificate: &[u8],
        others: &[&[u8]],
        purpose: Purpose,
        at: OffsetDateTime,
    ) -> Result<(), Untrusted> {
        check_key_usage(certificate, purpose)?;
        let at = unix_time(at).ok_or(Untrusted::NotYetValid)?;
        let refused = |error| Untrusted::from_webpki(&error);
        let anchors: Result<Vec<_>, _> = self.roots.iter().map(Root::anchor).collect();
        let anchors = anchors.map_err(refused)?;
        let others: Vec<_> = others.iter().map(|der| CertificateDer::from(*der)).collect();
        let certificate = CertificateDer::from(certificate);
        let leaf = EndEntityCert::try_from(&certificate).map_err(refused)?;
        let path = leaf
            .verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &others, at, purpose, None, None)
            .map_err(refused)?;
        self.check_root(path.anchor(), at)
    }

    /// A path says nothing of its root's own validity: one of the roots with this name and key
    /// must be valid.
    fn check_root(&self, anchor: &TrustAnchor<'_>, at: UnixTime) -> Result<(), Untrusted> {
        let mut reached =
            self.roots.iter().filter(|root| root.anchor().is_ok_and(|own| own == *anchor));
        if !reached.any(|root| (root.not_before..=root.not_after).contains(&at)) {
            return Err(Untrusted::Expired);
        }
        Ok(())
    }
}

impl Root {
    fn anchor(&self) -> Result<TrustAnchor<'_>, webpki::Error> {
        anchor_from_trusted_cert(&self.der)
    }

    fn from_der(der: CertificateDer<'static>) -> Result<Self, TrustError> {
        anchor_from_trusted_cert(&der).map_err(TrustError::Certificate)?;
        let bad = |_| TrustError::Certificate(webpki::Error::BadDer);
        let validity = Certificate::from_der(&der).map_err(bad)?.tbs_certificate.validity;
        let unix = |at: x509_cert::time::Time| UnixTime::since_unix_epoch(at.to_unix_duration());
        Ok(Self { not_before: unix(validity.not_before), not_after: unix(validity.not_after), der })
    }
}

fn unix_time(at: OffsetDateTime) -> Option<UnixTime> {
    let seconds = u64::try_from(at.unix_timestamp()).ok()?;
    Some(UnixTime::since_unix_epoch(std::time::Duration::from_secs(seconds)))
}

/// What webpki leaves out: the key usage bits, and RFC 3161 section 2.3 for timestamps (the only
/// extended key usage is timeStamping, and it is critical).
fn check_key_usage(certificate: &[u8], purpose: Purpose) -> Result<(), Untrusted> {
    let certificate = Certificate::from_der(certificate).map_err(|_| Untrusted::Invalid)?;
    let tbs = &certificate.tbs_certificate;
    let usage = tbs.get::<KeyUsage>().map_err(|_| Untrusted::Invalid)?;
    if usage.is_some_and(|(_, usage)| !usage.digital_signature() && !usage.non_repudiation()) {
        return Err(Untrusted::WrongUse);
    }
    let Purpose::Timestamp = purpose else { return Ok(()) };
    let extended = tbs.get::<ExtendedKeyUsage>().map_err(|_| Untrusted::Invalid)?;
    let only: &[ObjectIdentifier] = &[oid::TIME_STAMPING];
    match extended {
        Some((true, ExtendedKeyUsage(usages))) if usages == only => Ok(()),
        _ => Err(Untrusted::WrongUse),
    }
}
