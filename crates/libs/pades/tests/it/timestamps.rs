//! Timestamps: the request, the authority's answers, what is accepted.

use der::asn1::{Int, OctetString};
use der::{Decode, Encode};
use parvis_pades::timestamp::{
    Failure, TimestampError, TimestampRequest, TimestampToken, Tolerance,
};
use parvis_pades::{TrustRoots, Untrusted};
use spki::{AlgorithmIdentifierOwned, ObjectIdentifier};
use time::Duration;
use x509_tsp::{MessageImprint, TimeStampReq, TspVersion};

use crate::desk::{CLOCK, Desk, NOW};

const IMPRINT: [u8; 32] = [0xA5; 32];

fn refusal(desk: &Desk, reply: &[u8], request: &TimestampRequest) -> TimestampError {
    desk.accept(reply, request).map(drop).unwrap_err()
}

#[test]
fn a_request_is_what_rfc_3161_asks_for() {
    let der = TimestampRequest::new(IMPRINT, 0xFFFF_0000_0000_0001).to_der().unwrap();
    let request = TimeStampReq::from_der(&der).unwrap();
    assert_eq!(request.message_imprint.hashed_message.as_bytes(), IMPRINT);
    assert!(request.cert_req);
    // Positive although its highest bit is set.
    assert_eq!(request.nonce.unwrap().as_bytes(), [0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn fresh_requests_differ() {
    assert_ne!(TimestampRequest::fresh(IMPRINT), TimestampRequest::fresh(IMPRINT));
}

#[test]
fn a_granted_timestamp_tells_when_and_by_whom() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, u64::MAX);
    let reply = desk.reply(&request);
    let token = desk.accept(&reply, &request).unwrap();
    assert_eq!(token.time(), NOW);
    assert_eq!(token.serial(), "C0FFEE");
    assert_eq!(token.authority().common_name.as_deref(), Some("Clock TEST"));
    assert!(reply.ends_with(token.der()), "the token is the authority's own bytes");
}

#[test]
fn the_answer_to_another_request_is_refused() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = desk.reply(&request);
    let other = TimestampRequest::new(IMPRINT, 8);
    assert_eq!(refusal(&desk, &reply, &other), TimestampError::WrongNonce);
    let other = TimestampRequest::new([0x5A; 32], 7);
    assert_eq!(refusal(&desk, &reply, &other), TimestampError::WrongImprint);
}

#[test]
fn a_time_too_far_from_the_local_clock_is_refused() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = desk.reply(&request);
    for (ahead, accepted) in [(299, true), (300, true), (301, false), (-300, true), (-301, false)] {
        let clock = Tolerance { now: NOW + Duration::seconds(ahead), ..CLOCK };
        let outcome = TimestampToken::from_response(&reply, &request, clock, &desk.trust);
        match outcome {
            Ok(_) => assert!(accepted, "{ahead}"),
            Err(error) => {
                assert_eq!(error, TimestampError::OutsideTolerance { time: NOW });
                assert!(!accepted, "{ahead}");
            }
        }
    }
}

#[test]
fn an_authority_under_another_root_is_not_trusted() {
    let (desk, stranger) = (Desk::new(), Desk::new());
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = stranger.reply(&request);
    assert_eq!(refusal(&desk, &reply, &request), TimestampError::Untrusted(Untrusted::NoPath));
    let nobody = TrustRoots::default();
    let outcome = TimestampToken::from_response(&reply, &request, CLOCK, &nobody);
    assert_eq!(outcome.map(drop), Err(TimestampError::Untrusted(Untrusted::NoPath)));
}

#[test]
fn a_seal_certificate_does_not_make_timestamps() {
    let mut desk = Desk::new();
    let seal = desk.authority.issue_seal(&crate::desk::enrolment("Seal TEST", 30)).unwrap();
    desk.clock_authority = parvis_pades::responder::Responder::new(seal);
    let request = TimestampRequest::new(IMPRINT, 7);
    let reply = desk.reply(&request);
    assert_eq!(refusal(&desk, &reply, &request), TimestampError::Untrusted(Untrusted::WrongUse));
}

#[test]
fn an_expired_authority_is_not_trusted() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let much_later = NOW + Duration::days(1_900);
    let reply = desk.clock_authority.respond(&request.to_der().unwrap(), much_later, 1);
    let clock = Tolerance { now: much_later, ..CLOCK };
    let outcome = TimestampToken::from_response(&reply, &request, clock, &desk.trust);
    assert_eq!(outcome.map(drop), Err(TimestampError::Untrusted(Untrusted::Expired)));
}

#[test]
fn the_authority_says_why_it_refuses() {
    let desk = Desk::new();
    let good = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: MessageImprint {
            hash_algorithm: AlgorithmIdentifierOwned {
                oid: ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"),
                parameters: None,
            },
            hashed_message: OctetString::new(IMPRINT).unwrap(),
        },
        req_policy: None,
        nonce: Some(Int::new(&[7]).unwrap()),
        cert_req: true,
        extensions: None,
    };
    let mut sha1 = good.clone();
    sha1.message_imprint.hash_algorithm.oid = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
    let mut short = good.clone();
    short.message_imprint.hashed_message = OctetString::new([1; 20]).unwrap();
    let mut policy = good.clone();
    policy.req_policy = Some(ObjectIdentifier::new_unwrap("1.2.3.4.5"));
    let mut extended = good.clone();
    extended.extensions = Some(Vec::new());
    let cases = [
        (sha1.to_der().unwrap(), Failure::BadAlgorithm),
        (short.to_der().unwrap(), Failure::BadDataFormat),
        (policy.to_der().unwrap(), Failure::UnacceptedPolicy),
        (extended.to_der().unwrap(), Failure::UnacceptedExtension),
        (b"no request".to_vec(), Failure::BadDataFormat),
        (Vec::new(), Failure::BadDataFormat),
    ];
    let request = TimestampRequest::new(IMPRINT, 7);
    for (bytes, failure) in cases {
        let reply = desk.clock_authority.respond(&bytes, NOW, 1);
        let expected = TimestampError::NotGranted { status: 2, failure: Some(failure) };
        assert_eq!(refusal(&desk, &reply, &request), expected);
    }
}

#[test]
fn certificates_are_left_out_when_not_asked_for() {
    let desk = Desk::new();
    let request = TimestampRequest::new(IMPRINT, 7);
    let mut without = TimeStampReq::from_der(&request.to_der().unwrap()).unwrap();
    without.cert_req = false;
    let reply = desk.clock_authority.respond(&without.to_der().unwrap(), NOW, 1);
    assert_eq!(refusal(&desk, &reply, &request), TimestampError::NoCertificate);
}
