//! Certificates under the desk's root that the authority itself would not issue.

use std::time::Duration as StdDuration;

use der::{Encode, EncodePem};
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{DecodePrivateKey, LineEnding};
use rustls_pki_types::PrivatePkcs8KeyDer;
use rustls_pki_types::pem::PemObject;
use spki::{ObjectIdentifier, SubjectPublicKeyInfoOwned};
use x509_cert::builder::{Builder, CertificateBuilder, Profile};
use x509_cert::ext::pkix::ExtendedKeyUsage;
use x509_cert::ext::{AsExtension, Extension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use crate::desk::{Desk, NOW};

/// An extended key usage that is as critical as one wants.
pub(crate) struct Usage {
    pub(crate) usages: Vec<ObjectIdentifier>,
    pub(crate) critical: bool,
}

impl der::oid::AssociatedOid for Usage {
    const OID: ObjectIdentifier = ExtendedKeyUsage::OID;
}

impl Encode for Usage {
    fn encoded_len(&self) -> der::Result<der::Length> {
        ExtendedKeyUsage(self.usages.clone()).encoded_len()
    }

    fn encode(&self, encoder: &mut impl der::Writer) -> der::Result<()> {
        ExtendedKeyUsage(self.usages.clone()).encode(encoder)
    }
}

impl AsExtension for Usage {
    fn critical(&self, _subject: &Name, _extensions: &[Extension]) -> bool {
        self.critical
    }
}

/// A certificate in PEM for any key, valid for a day.
pub(crate) fn issue(
    desk: &Desk,
    subject: &str,
    key: SubjectPublicKeyInfoOwned,
    usage: Option<&Usage>,
) -> String {
    let root_pem = desk.authority.to_pem().unwrap();
    let root_key = PrivatePkcs8KeyDer::from_pem_slice(root_pem.as_bytes()).unwrap();
    let root_key = SigningKey::from_pkcs8_der(root_key.secret_pkcs8_der()).unwrap();
    let unix = u64::try_from(NOW.unix_timestamp()).unwrap();
    let at = |seconds| {
        let time = der::asn1::GeneralizedTime::from_unix_duration(StdDuration::from_secs(seconds));
        Time::GeneralTime(time.unwrap())
    };
    let issuer: Name = "CN=Root TEST,O=Parvis TEST".parse().unwrap();
    let mut builder = CertificateBuilder::new(
        Profile::Leaf { issuer, enable_key_agreement: false, enable_key_encipherment: false },
        SerialNumber::from(42_u32),
        Validity { not_before: at(unix - 60), not_after: at(unix + 86_400) },
        subject.parse().unwrap(),
        key,
        &root_key,
    )
    .unwrap();
    if let Some(usage) = usage {
        builder.add_extension(usage).unwrap();
    }
    builder.build::<DerSignature>().unwrap().to_pem(LineEnding::LF).unwrap()
}
