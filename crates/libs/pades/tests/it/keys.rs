//! Keys and the certificates they belong to.

use parvis_pades::{
    CertificateChain, Error, FileKey, KeyError, Level, SignatureAlgorithm, Signer, SignerError,
    prepare,
};
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use rsa::{RsaPrivateKey, RsaPublicKey};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoOwned};

use crate::desk::{Desk, enrolment, pdf, request};
use crate::issuing::{Usage, issue};

const RSA_KEY: &str = include_str!("rsa_key_TEST.pem");

fn rsa_seal(desk: &Desk, usage: Option<&Usage>) -> FileKey {
    let key = RsaPublicKey::from(RsaPrivateKey::from_pkcs8_pem(RSA_KEY).unwrap());
    let public = SubjectPublicKeyInfoOwned::from_key(key).unwrap();
    let certificate = issue(desk, "CN=RSA seal TEST,O=Parvis TEST", public, usage);
    FileKey::from_pem(&(RSA_KEY.to_owned() + &certificate)).unwrap()
}

#[test]
fn an_imported_rsa_key_signs_too() {
    let desk = Desk::new();
    let seal = rsa_seal(&desk, None);
    assert_eq!(seal.algorithm(), SignatureAlgorithm::RsaPkcs1Sha256);
    let seal = FileKey::from_pem(&seal.to_pem().unwrap()).unwrap();
    let signed = prepare(&pdf(), &request("Signature1")).unwrap().sign(&seal).unwrap();
    let report = desk.verify_one(&signed.finish(None).unwrap());
    assert!(report.intact && report.trusted);
    assert_eq!(report.level, Some(Level::BB));
}

#[test]
fn a_certificate_limited_to_another_use_does_not_sign_documents() {
    let desk = Desk::new();
    for (usage, trusted) in [
        ("1.3.6.1.5.5.7.3.1", false), // serverAuth
        ("1.3.6.1.5.5.7.3.8", false), // timeStamping
        ("1.3.6.1.5.5.7.3.4", true),  // emailProtection
        ("1.3.6.1.5.5.7.3.36", true), // documentSigning
    ] {
        let usages = vec![ObjectIdentifier::new_unwrap(usage)];
        let seal = rsa_seal(&desk, Some(&Usage { usages, critical: false }));
        let signed = prepare(&pdf(), &request("Signature1")).unwrap().sign(&seal).unwrap();
        let report = desk.verify_one(&signed.finish(None).unwrap());
        assert!(report.intact);
        assert_eq!(report.trusted, trusted, "{usage}");
    }
}

#[test]
fn a_short_rsa_key_is_refused() {
    let desk = Desk::new();
    let key = RsaPrivateKey::new(&mut rand::rngs::OsRng, 512).unwrap();
    let key = key.to_pkcs8_der().unwrap();
    let refused = FileKey::from_pkcs8_der(key.as_bytes(), desk.seal.chain().clone());
    assert!(matches!(refused, Err(KeyError::Weak)));
    let nonsense = FileKey::from_pkcs8_der(b"no key", desk.seal.chain().clone());
    assert!(matches!(nonsense, Err(KeyError::Unsupported)));
}

/// A key somewhere else that answers with the signatures of another key.
struct Mistaken {
    chain: CertificateChain,
    other: FileKey,
}

impl Signer for Mistaken {
    fn chain(&self) -> &CertificateChain {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.other.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        self.other.sign(message)
    }
}

#[test]
fn a_signature_by_the_wrong_key_is_never_written() {
    let desk = Desk::new();
    let other = desk.authority.issue_seal(&enrolment("Other TEST", 30)).unwrap();
    let mistaken = Mistaken { chain: desk.seal.chain().clone(), other };
    let outcome = prepare(&pdf(), &request("Signature1")).unwrap().sign(&mistaken);
    assert!(matches!(outcome, Err(Error::SignerMisfit)));
}

#[test]
fn a_key_must_belong_to_its_certificate() {
    let desk = Desk::new();
    let chain = CertificateChain::from_pem(&desk.authority.root_pem().unwrap()).unwrap();
    let seal = desk.seal.to_pem().unwrap();
    let foreign =
        format!("{}{}", seal.split("-----BEGIN CERT").next().unwrap(), chain.to_pem().unwrap());
    assert!(matches!(FileKey::from_pem(&foreign), Err(KeyError::Mismatch)));
    assert!(matches!(FileKey::from_pem(&chain.to_pem().unwrap()), Err(KeyError::Pem(_))));
    let again = FileKey::from_pem(&seal).unwrap();
    assert_eq!(again.chain().subject(), desk.seal.chain().subject());
    assert!(!format!("{again:?}").contains("PRIVATE"));
}
