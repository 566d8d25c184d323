//! The certificates and lists an authority issues.

use der::{Decode, Encode};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{DerSignature, VerifyingKey};
use p256::pkcs8::DecodePublicKey;
use parvis_pades::authority::{Authority, AuthorityError, Enrolment};
use parvis_pades::{FileKey, Signer};
use time::Duration;
use x509_cert::Certificate;
use x509_cert::crl::CertificateList;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, CrlNumber, ExtendedKeyUsage,
    KeyUsage, KeyUsages, SubjectKeyIdentifier,
};

use crate::desk::{Desk, NOW, enrolment};

fn certificate(key: &FileKey) -> Certificate {
    Certificate::from_der(key.chain().der().next().unwrap()).unwrap()
}

#[test]
fn a_root_may_sign_end_certificates_and_lists_only() {
    let desk = Desk::new();
    let root = Certificate::from_der(desk.authority.root_der()).unwrap().tbs_certificate;
    let (critical, constraints) = root.get::<BasicConstraints>().unwrap().unwrap();
    assert!(critical && constraints.ca && constraints.path_len_constraint == Some(0));
    let (critical, usage) = root.get::<KeyUsage>().unwrap().unwrap();
    assert!(critical);
    assert_eq!(usage, KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign));
    assert_eq!(root.subject, root.issuer);
}

#[test]
fn a_seal_certificate_has_what_pades_validators_ask_for() {
    let desk = Desk::new();
    let seal = certificate(&desk.seal).tbs_certificate;
    let root = Certificate::from_der(desk.authority.root_der()).unwrap().tbs_certificate;
    let (critical, usage) = seal.get::<KeyUsage>().unwrap().unwrap();
    assert!(critical);
    assert_eq!(usage, KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation));
    let (critical, constraints) = seal.get::<BasicConstraints>().unwrap().unwrap();
    assert!(critical && !constraints.ca);
    let (_, above) = seal.get::<AuthorityKeyIdentifier>().unwrap().unwrap();
    let (_, own) = root.get::<SubjectKeyIdentifier>().unwrap().unwrap();
    assert_eq!(above.key_identifier, Some(own.0));
    assert!(seal.get::<ExtendedKeyUsage>().unwrap().is_none());
    assert!(seal.get::<CrlDistributionPoints>().unwrap().is_none());
    assert_eq!(desk.seal.chain().der().count(), 2);
}

#[test]
fn serial_numbers_are_positive_long_and_different() {
    let desk = Desk::new();
    let serials: Vec<Vec<u8>> = (0..20)
        .map(|_| {
            let key = desk.authority.issue_seal(&enrolment("Seal TEST", 30)).unwrap();
            certificate(&key).tbs_certificate.serial_number.as_bytes().to_vec()
        })
        .collect();
    for (index, serial) in serials.iter().enumerate() {
        assert!(serial.len() == 16 && serial[0] < 0x80, "{serial:?}");
        assert!(!serials[..index].contains(serial));
    }
}

#[test]
fn a_timestamping_certificate_is_for_nothing_else() {
    let desk = Desk::new();
    let key = desk.authority.issue_timestamping(&enrolment("Clock TEST", 30)).unwrap();
    let (critical, usage) =
        certificate(&key).tbs_certificate.get::<ExtendedKeyUsage>().unwrap().unwrap();
    assert!(critical);
    assert_eq!(usage.0, [der::asn1::ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8")]);
}

#[test]
fn no_certificate_outlives_its_authority() {
    let authority = Authority::create(&enrolment("Root TEST", 100)).unwrap();
    let key = authority.issue_seal(&enrolment("Seal TEST", 500)).unwrap();
    assert_eq!(key.chain().not_after(), NOW + Duration::days(99));
    for from in [NOW - Duration::days(2), NOW + Duration::days(99)] {
        let outside = Enrolment { valid_from: from, ..enrolment("Seal TEST", 10) };
        let refused = authority.issue_seal(&outside);
        assert!(matches!(refused, Err(AuthorityError::Validity)), "{from}");
    }
    let never = Enrolment { valid_for: Duration::ZERO, ..enrolment("Root TEST", 1) };
    assert!(matches!(Authority::create(&never), Err(AuthorityError::Validity)));
}

#[test]
fn names_are_taken_as_they_are_and_must_fit() {
    let authority = Authority::create(&enrolment("Racine, O=Élan + \"é\" TEST", 100)).unwrap();
    let key = authority.issue_seal(&enrolment("日本 TEST", 10)).unwrap();
    assert_eq!(key.chain().subject().common_name.as_deref(), Some("日本 TEST"));
    let long = "x".repeat(65);
    for name in ["", long.as_str()] {
        assert!(matches!(Authority::create(&enrolment(name, 10)), Err(AuthorityError::Name)));
    }
}

#[test]
fn an_authority_is_saved_and_loaded() {
    let desk = Desk::new();
    let again = Authority::from_pem(&desk.authority.to_pem().unwrap()).unwrap();
    assert_eq!(again.root_der(), desk.authority.root_der());
    let key = again.issue_seal(&enrolment("Seal TEST", 10)).unwrap();
    assert_eq!(key.chain().der().nth(1), Some(desk.authority.root_der()));
    let seal = desk.seal.to_pem().unwrap();
    assert!(matches!(Authority::from_pem(&seal), Err(AuthorityError::NotAnAuthority)));
    assert!(matches!(Authority::from_pem("nothing"), Err(AuthorityError::Key(_))));
}

#[test]
fn a_revocation_list_is_signed_and_numbered_in_time() {
    let url = "http://localhost:8080/crl";
    let authority = Authority::create(&enrolment("Root TEST", 100)).unwrap().with_crl_url(url);
    let key = authority.issue_seal(&enrolment("Seal TEST", 10)).unwrap();
    let points = certificate(&key).tbs_certificate.get::<CrlDistributionPoints>().unwrap();
    assert!(format!("{points:?}").contains(url));

    let der = authority.crl(NOW, NOW + Duration::days(7)).unwrap();
    let list = CertificateList::from_der(&der).unwrap();
    let root = Certificate::from_der(authority.root_der()).unwrap().tbs_certificate;
    assert_eq!(list.tbs_cert_list.issuer, root.subject);
    let public = root.subject_public_key_info.to_der().unwrap();
    let signature = DerSignature::try_from(list.signature.raw_bytes()).unwrap();
    VerifyingKey::from_public_key_der(&public)
        .unwrap()
        .verify(&list.tbs_cert_list.to_der().unwrap(), &signature)
        .unwrap();
    let number = |der: &[u8]| {
        let list = CertificateList::from_der(der).unwrap().tbs_cert_list;
        let extensions = list.crl_extensions.unwrap();
        let oid = <CrlNumber as der::oid::AssociatedOid>::OID;
        let number = extensions.iter().find(|extension| extension.extn_id == oid).unwrap();
        CrlNumber::from_der(number.extn_value.as_bytes()).unwrap().0.as_bytes().to_vec()
    };
    let next = authority.crl(NOW + Duration::days(1), NOW + Duration::days(8)).unwrap();
    assert!(number(&next) > number(&der));
}
