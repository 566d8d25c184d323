//! Timestamps from authorities that are careless or lie.

use der::Encode;
use der::asn1::OctetString;
use p256::ecdsa::SigningKey;
use p256::pkcs8::{EncodePrivateKey, LineEnding};
use parvis_pades::responder::Responder;
use parvis_pades::timestamp::{TimestampError, TimestampRequest};
use parvis_pades::{FileKey, Level, Untrusted, prepare};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoOwned};

use crate::desk::{Desk, pdf, request};
use crate::issuing::{Usage, issue};
use crate::surgery::{CERTIFICATES, INFO, SIGNATURE, SIGNED_ATTRIBUTES, close, open, replace};

const IMPRINT: [u8; 32] = [0xA5; 32];
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");
const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");

/// A timestamp authority under the desk's root, with this extended key usage.
fn clock_with(desk: &Desk, usage: Option<&Usage>) -> Responder<FileKey> {
    let key = SigningKey::random(&mut rand::rngs::OsRng);
    let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key()).unwrap();
    let certificate = issue(desk, "CN=Careless clock TEST,O=Parvis TEST", public, usage);
    let key = key.to_pkcs8_pem(LineEnding::LF).unwrap();
    Responder::new(FileKey::from_pem(&(key.to_string() + &certificate)).unwrap())
}

#[test]
fn only_a_certificate_for_timestamping_alone_and_critically_so_is_accepted() {
    let mut desk = Desk::new();
    let usage =
        |usages: &[ObjectIdentifier], critical| Some(Usage { usages: usages.to_vec(), critical });
    let cases = [
        (usage(&[TIME_STAMPING], true), true),
        (usage(&[TIME_STAMPING], false), false),
        (usage(&[TIME_STAMPING, CLIENT_AUTH], true), false),
        (usage(&[CLIENT_AUTH], true), false),
        (None, false),
    ];
    for (usage, accepted) in cases {
        desk.clock_authority = clock_with(&desk, usage.as_ref());
        let request = TimestampRequest::new(IMPRINT, 7);
        let outcome = desk.accept(&desk.reply(&request), &request).map(drop);
        let refused = Err(TimestampError::Untrusted(Untrusted::WrongUse));
        assert_eq!(outcome, if accepted { Ok(()) } else { refused });
    }
}

/// An authority that sends each certificate twice, which DER sets do not allow.
fn with_duplicates(reply: &[u8]) -> Vec<u8> {
    replace(reply, CERTIFICATES, &|set| {
        let certificates = open(set);
        close(set, &[certificates.clone(), certificates].concat())
    })
}

#[test]
fn a_token_with_duplicated_certificates_is_accepted_and_embedded_unchanged() {
    let desk = Desk::new();
    let signed = prepare(&pdf(), &request("Signature1")).unwrap().sign(&desk.seal).unwrap();
    let request = TimestampRequest::fresh(signed.imprint());
    let reply = with_duplicates(&desk.reply(&request));
    let token = desk.accept(&reply, &request).unwrap();
    assert!(reply.ends_with(token.der()));
    let sealed = signed.finish(Some(&token)).unwrap();
    let document = lopdf::Document::load_mem(&sealed).unwrap();
    let contents = document
        .objects
        .values()
        .find_map(|object| object.as_dict().ok()?.get(b"Contents").ok()?.as_str().ok())
        .unwrap();
    let embedded = contents.windows(token.der().len()).any(|window| window == token.der());
    assert!(embedded, "the token is in the file byte for byte");
    let report = desk.verify_one(&sealed);
    assert_eq!(report.level, Some(Level::BT));
    assert!(report.trusted && report.timestamp.unwrap().trusted);
}

#[test]
fn a_token_whose_signed_attributes_are_in_another_order_no_longer_verifies() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = replace(&desk.reply(&request), SIGNED_ATTRIBUTES, &|set| {
        let mut attributes = open(set);
        attributes.reverse();
        close(set, &attributes)
    });
    // The signature is over the bytes as sent; sorting them first would hide the change.
    let outcome = desk.accept(&reply, &request).map(drop);
    assert_eq!(outcome, Err(TimestampError::BadSignature));
}

#[test]
fn a_changed_time_or_signature_is_noticed() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = desk.reply(&request);
    let later = replace(&reply, INFO, &|octets| {
        let text = octets.to_vec();
        let at = text.windows(15).position(|window| window == b"20261120120000Z").unwrap();
        [&text[..at], b"20261120120001Z", &text[at + 15..]].concat()
    });
    assert_eq!(desk.accept(&later, &request).map(drop), Err(TimestampError::BadSignature));
    let forged = replace(&reply, SIGNATURE, &|signature| {
        let mut forged = signature.to_vec();
        *forged.last_mut().unwrap() ^= 1;
        forged
    });
    assert_eq!(desk.accept(&forged, &request).map(drop), Err(TimestampError::BadSignature));
}

#[test]
fn a_token_that_carries_something_else_is_refused() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let data = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1").to_der().unwrap();
    let other = replace(&desk.reply(&request), &[1, 1, 0, 2, 0], &|_| data.clone());
    assert_eq!(desk.accept(&other, &request).map(drop), Err(TimestampError::WrongContent));
}

#[test]
fn granted_without_a_token_is_refused() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = desk.reply(&request);
    let empty = close(&reply, &open(&reply)[..1]);
    assert_eq!(desk.accept(&empty, &request).map(drop), Err(TimestampError::Malformed));
}

#[test]
fn no_byte_of_a_reply_can_be_changed_to_another_time_or_imprint() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = desk.reply(&request);
    let honest = desk.accept(&reply, &request).unwrap();
    for position in 0..reply.len() {
        let mut changed = reply.clone();
        changed[position] ^= 0x01;
        if let Ok(token) = desk.accept(&changed, &request) {
            assert_eq!(token.time(), honest.time(), "byte {position}");
            assert_eq!(token.serial(), honest.serial(), "byte {position}");
        }
    }
}

#[test]
fn an_octet_string_is_no_reply() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let bytes = OctetString::new([1, 2, 3]).unwrap().to_der().unwrap();
    for reply in [bytes.as_slice(), b"", b"<html>busy</html>"] {
        assert_eq!(desk.accept(reply, &request).map(drop), Err(TimestampError::Malformed));
    }
}
