//! What a verifier says of files that were changed after signing.

use lopdf::{IncrementalDocument, Object, dictionary};
use parvis_pades::{Level, Reason, SignatureReport, TrustRoots, verify};
use time::Duration;

use crate::desk::{Desk, NOW, pdf};

/// Where the signature is: the positions of `<` and of the byte after `>`.
fn gap(pdf: &[u8]) -> (usize, usize) {
    let marker = b"/Contents<";
    let start = pdf.windows(marker.len()).rposition(|window| window == marker).unwrap();
    let start = start + marker.len() - 1;
    let end = start + pdf[start..].iter().position(|byte| *byte == b'>').unwrap() + 1;
    (start, end)
}

fn examine(desk: &Desk, pdf: &[u8]) -> Option<SignatureReport> {
    verify(pdf, &desk.trust, NOW).ok()?.signatures.into_iter().next()
}

#[test]
fn a_change_of_the_body_is_noticed() {
    let desk = Desk::new();
    let mut signed = desk.sign_b_t(&pdf(), "Signature1");
    let at = signed.windows(9).position(|window| window == b"Article 1").unwrap();
    signed[at + 8] = b'9';
    let report = desk.verify_one(&signed);
    assert!(!report.intact && !report.trusted && report.covers_whole_file);
    assert_eq!(report.level, None);
    assert_eq!(report.reasons, [Reason::ContentChanged]);
}

#[test]
fn a_changed_byte_outside_the_signature_is_noticed() {
    let desk = Desk::new();
    let signed = desk.sign_tightly(&pdf());
    let (gap_start, gap_end) = gap(&signed);
    // Every fifth byte, and all those next to the signature.
    let sampled = (0..gap_start).step_by(5).chain((gap_end..signed.len()).step_by(5));
    for position in sampled.chain([gap_start, gap_end - 1, gap_end, signed.len() - 1]) {
        let mut changed = signed.clone();
        changed[position] ^= 0x01;
        let intact = examine(&desk, &changed).is_some_and(|report| report.intact);
        assert!(!intact, "byte {position} of {}", signed.len());
    }
}

#[test]
fn a_changed_byte_of_the_cms_is_noticed_or_means_nothing() {
    let desk = Desk::new();
    let signed = desk.sign_tightly(&pdf());
    let honest = desk.verify_one(&signed);
    let (gap_start, gap_end) = gap(&signed);
    let used = signed[gap_start..gap_end - 1].iter().rposition(|byte| *byte != b'0').unwrap();
    // One digit in every fifth byte of the CMS, then one in the padding.
    for position in (gap_start + 2..=gap_start + used + 1).step_by(10).chain([gap_end - 2]) {
        let mut changed = signed.clone();
        changed[position] = if changed[position] == b'0' { b'1' } else { b'0' };
        let Some(report) = examine(&desk, &changed) else { continue };
        // What no signature protects (version numbers, lists of algorithms) may differ; what the
        // report says of signer and time may not.
        let unprotected = SignatureReport { reasons: Vec::new(), ..report.clone() };
        let same = unprotected == honest;
        let noticed = !report.trusted || report.level != Some(Level::BT);
        assert!(same || noticed, "digit {position}: {report:?}");
    }
}

#[test]
fn data_after_the_end_is_not_covered_but_the_signature_stays_intact() {
    let desk = Desk::new();
    let signed = desk.sign_b_t(&pdf(), "Signature1");
    for garbage in [&b"\n"[..], b" ", b"garbage", &[0; 500]] {
        let report = desk.verify_one(&[signed.as_slice(), garbage].concat());
        assert!(report.intact && report.trusted && !report.covers_whole_file);
        assert_eq!(report.reasons, [Reason::NotWholeFile]);
    }
}

#[test]
fn a_later_revision_that_replaces_a_page_is_not_covered() {
    let desk = Desk::new();
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    let document = lopdf::Document::load_mem(&signed).unwrap();
    let page = document.page_iter().next().unwrap();
    let mut update = IncrementalDocument::create_from(signed.clone(), document);
    let text = b"BT /F1 18 Tf 72 720 Td (Article 99) Tj ET".to_vec();
    let content = lopdf::Stream::new(dictionary! {}, text);
    let content = update.new_document.add_object(content);
    update.opt_clone_object_to_new_document(page).unwrap();
    update.new_document.get_dictionary_mut(page).unwrap().set("Contents", content);
    let mut changed = Vec::new();
    update.save_to(&mut changed).unwrap();
    let report = desk.verify_one(&changed);
    assert!(report.intact && !report.covers_whole_file);
    assert_eq!(report.reasons, [Reason::NotWholeFile]);
}

#[test]
fn a_byte_range_that_leaves_out_more_than_the_signature_is_refused() {
    let desk = Desk::new();
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    let document = lopdf::Document::load_mem(&signed).unwrap();
    let (id, signature) = document
        .objects
        .iter()
        .find(|(_, object)| object.as_dict().is_ok_and(|found| found.has(b"ByteRange")))
        .unwrap();
    let numbers: Vec<i64> = signature
        .as_dict()
        .unwrap()
        .get(b"ByteRange")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_i64().unwrap())
        .collect();
    let wider: Vec<Object> =
        [0, numbers[1] - 10, numbers[2], numbers[3]].map(Object::Integer).to_vec();
    let mut update = IncrementalDocument::create_from(signed.clone(), document.clone());
    update.opt_clone_object_to_new_document(*id).unwrap();
    update.new_document.get_dictionary_mut(*id).unwrap().set("ByteRange", wider);
    let mut changed = Vec::new();
    update.save_to(&mut changed).unwrap();
    let report = desk.verify_one(&changed);
    assert!(!report.intact && !report.byte_range_well_formed);
    assert_eq!(report.reasons, [Reason::ByteRangeMalformed]);
}

#[test]
fn a_signature_moved_to_another_document_is_noticed() {
    let desk = Desk::new();
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    let mut other = desk.sign_b_b(&pdf(), "Signature2");
    let ((from, to), (start, end)) = (gap(&signed), gap(&other));
    other[start..end].copy_from_slice(&signed[from..to]);
    let report = desk.verify_one(&other);
    assert!(!report.intact);
    assert_eq!(report.reasons, [Reason::ContentChanged]);
}

#[test]
fn a_signer_under_another_root_is_not_trusted() {
    let desk = Desk::new();
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    for stranger in [Desk::new().trust, TrustRoots::default()] {
        let report = verify(&signed, &stranger, NOW).unwrap().signatures.remove(0);
        assert!(report.intact && !report.trusted);
        assert_eq!(report.reasons, [Reason::SignerNoPath]);
    }
}

#[test]
fn a_timestamp_keeps_a_signature_trusted_after_its_certificate_expired() {
    let desk = Desk::new();
    let later = NOW + Duration::days(800);
    let with = verify(&desk.sign_b_t(&pdf(), "Signature1"), &desk.trust, later).unwrap();
    assert!(with.signatures[0].trusted);
    let without = verify(&desk.sign_b_b(&pdf(), "Signature1"), &desk.trust, later).unwrap();
    assert!(without.signatures[0].intact && !without.signatures[0].trusted);
    assert_eq!(without.signatures[0].reasons, [Reason::SignerExpired]);
}

#[test]
fn an_expired_timestamp_authority_or_root_no_longer_helps() {
    let desk = Desk::new();
    let signed = desk.sign_b_t(&pdf(), "Signature1");
    for days in [1_900, 4_000] {
        let report = verify(&signed, &desk.trust, NOW + Duration::days(days)).unwrap();
        let report = &report.signatures[0];
        assert!(report.intact && !report.trusted);
        assert_eq!(report.reasons, [Reason::TimestampExpired, Reason::SignerExpired]);
        assert_eq!(report.level, Some(Level::BT), "the level does not depend on trust");
    }
}

#[test]
fn a_timestamping_certificate_does_not_sign_documents() {
    let desk = Desk::new();
    let clock = desk.authority.issue_timestamping(&crate::desk::enrolment("Clock TEST", 30));
    let prepared = parvis_pades::prepare(&pdf(), &crate::desk::request("Signature1")).unwrap();
    let signed = prepared.sign(&clock.unwrap()).unwrap().finish(None).unwrap();
    let report = desk.verify_one(&signed);
    assert!(report.intact && !report.trusted);
    assert_eq!(report.reasons, [Reason::SignerWrongUse]);
}
