//! A signature is made and found again.

use lopdf::{Object, dictionary};
use parvis_pades::{Error, Level, PdfError, Reason, SignatureRequest, prepare, verify};
use time::Duration;

use crate::desk::{Desk, Layout, NOW, pdf, pdf_with, request};

#[test]
fn a_signature_without_timestamp_is_intact_trusted_and_b_b() {
    let desk = Desk::new();
    let report = desk.verify_one(&desk.sign_b_b(&pdf(), "Signature1"));
    assert!(report.intact && report.trusted && report.covers_whole_file);
    assert!(report.byte_range_well_formed);
    assert_eq!(report.field, "Signature1");
    assert_eq!(report.level, Some(Level::BB));
    assert_eq!(report.timestamp, None);
    assert_eq!(report.claimed_time, Some(NOW));
    assert_eq!(report.reasons, []);
    let signer = report.signer.unwrap();
    assert_eq!(signer.common_name.as_deref(), Some("Seal TEST"));
    assert_eq!(signer.distinguished_name, "CN=Seal TEST,O=Parvis TEST");
}

#[test]
fn a_signature_with_timestamp_is_b_t() {
    let desk = Desk::new();
    let report = desk.verify_one(&desk.sign_b_t(&pdf(), "Signature1"));
    assert!(report.intact && report.trusted && report.covers_whole_file);
    assert_eq!(report.level, Some(Level::BT));
    assert_eq!(report.reasons, []);
    let stamp = report.timestamp.unwrap();
    assert!(stamp.imprint_valid && stamp.signature_valid && stamp.trusted);
    assert_eq!(stamp.time, NOW);
    assert_eq!(stamp.serial, "C0FFEE");
    assert_eq!(stamp.authority.unwrap().common_name.as_deref(), Some("Clock TEST"));
}

#[test]
fn the_original_file_is_the_beginning_of_the_signed_one() {
    let desk = Desk::new();
    for layout in [Layout::Table, Layout::Streams] {
        let original = pdf_with(layout, |_| ());
        let once = desk.sign_b_t(&original, "Signature1");
        let twice = desk.sign_b_t(&once, "Signature2");
        assert!(once.starts_with(&original), "{layout:?}");
        assert!(twice.starts_with(&once), "{layout:?}");
    }
}

#[test]
fn two_signatures_follow_each_other_and_both_stay_intact() {
    let desk = Desk::new();
    for layout in [Layout::Table, Layout::Streams] {
        let once = desk.sign_b_t(&pdf_with(layout, |_| ()), "Client");
        let report = desk.verify(&desk.sign_b_b(&once, "Provider"));
        let [client, provider] = report.signatures.as_slice() else { panic!("{report:?}") };
        assert_eq!((client.field.as_str(), provider.field.as_str()), ("Client", "Provider"));
        assert!(client.intact && client.trusted && !client.covers_whole_file, "{layout:?}");
        assert_eq!(client.reasons, [Reason::NotWholeFile]);
        assert!(provider.intact && provider.trusted && provider.covers_whole_file, "{layout:?}");
        assert_eq!(provider.reasons, []);
    }
}

#[test]
fn the_form_and_the_annotations_already_there_are_kept() {
    let desk = Desk::new();
    let existing = pdf_with(Layout::Table, |document| {
        let page = document.page_iter().last().unwrap();
        let field = document.add_object(dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx",
            "T" => Object::string_literal("city"), "Rect" => vec![0.into(); 4],
        });
        let fields = document.add_object(Object::Array(vec![field.into()]));
        let annotations = document.add_object(Object::Array(vec![field.into()]));
        document.get_dictionary_mut(page).unwrap().set("Annots", annotations);
        document.catalog_mut().unwrap().set("AcroForm", dictionary! { "Fields" => fields });
    });
    let signed = desk.sign_b_b(&existing, "Signature1");
    assert!(desk.verify_one(&signed).intact);
    let document = lopdf::Document::load_mem(&signed).unwrap();
    let form = document.catalog().unwrap().get_deref(b"AcroForm", &document).unwrap();
    let form = form.as_dict().unwrap();
    let fields = form.get_deref(b"Fields", &document).unwrap().as_array().unwrap();
    assert_eq!(fields.len(), 2);
    assert_eq!(form.get(b"SigFlags").unwrap().as_i64().unwrap(), 3);
    let page = document.page_iter().last().unwrap();
    let annotations = document.get_dictionary(page).unwrap().get_deref(b"Annots", &document);
    assert_eq!(annotations.unwrap().as_array().unwrap().len(), 2);
    assert!(matches!(prepare(&existing, &request("city")), Err(Error::FieldExists)));
}

#[test]
fn the_signer_is_named_in_any_script() {
    let signed = Desk::new().sign_b_b(&pdf(), "Signature1");
    let document = lopdf::Document::load_mem(&signed).unwrap();
    let signature = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .find(|dictionary| dictionary.has(b"ByteRange"))
        .unwrap();
    let name = lopdf::decode_text_string(signature.get(b"Name").unwrap()).unwrap();
    assert_eq!(name, "Société \u{201c}Élan\u{201d} 日本 (TEST)");
    let reason = lopdf::decode_text_string(signature.get(b"Reason").unwrap()).unwrap();
    assert_eq!(reason, "Contrat accepté (version 3)");
    assert!(!signature.has(b"Cert"));
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let desk = Desk::new();
    assert_eq!(desk.sign_b_b(&pdf(), "Signature1"), desk.sign_b_b(&pdf(), "Signature1"));
}

#[test]
fn the_default_room_is_enough_and_too_little_room_is_an_error() {
    let desk = Desk::new();
    let small = SignatureRequest { capacity: 1_000, ..request("Signature1") };
    let signed = desk.sign(&pdf(), &small);
    let token = desk.token(&signed);
    match signed.finish(Some(&token)) {
        Err(Error::PlaceholderTooSmall { needed, capacity: 1_000 }) => {
            assert!((2_000..8_000).contains(&needed), "{needed}");
        }
        other => panic!("{other:?}"),
    }
    let exact = SignatureRequest { capacity: 0, ..request("Signature1") };
    let signed = desk.sign(&pdf(), &exact);
    assert!(matches!(signed.finish(None), Err(Error::PlaceholderTooSmall { capacity: 0, .. })));
}

#[test]
fn a_timestamp_of_another_signature_is_refused() {
    let desk = Desk::new();
    let sign = |field| desk.sign(&pdf(), &request(field));
    let token = desk.token(&sign("Signature1"));
    assert!(matches!(sign("Signature2").finish(Some(&token)), Err(Error::ForeignTimestamp)));
}

#[test]
fn a_certificate_that_is_not_valid_does_not_sign() {
    let desk = Desk::new();
    for at in [NOW - Duration::days(2), NOW + Duration::days(730)] {
        let early = SignatureRequest { claimed_at: at, ..request("Signature1") };
        let refused = prepare(&pdf(), &early).unwrap().sign(&desk.seal);
        assert!(matches!(refused, Err(Error::CertificateNotValid { .. })), "{at}");
    }
}

#[test]
fn field_names_are_checked() {
    let once = Desk::new().sign_b_b(&pdf(), "Signature1");
    for (pdf, field) in [(&pdf(), ""), (&pdf(), "a.b")] {
        assert!(matches!(prepare(pdf, &request(field)), Err(Error::FieldName)), "{field}");
    }
    assert!(matches!(prepare(&once, &request("Signature1")), Err(Error::FieldExists)));
}

#[test]
fn an_encrypted_or_damaged_pdf_is_neither_signed_nor_verified() {
    let desk = Desk::new();
    let whole = pdf();
    let encrypted = pdf_with(Layout::Table, |document| {
        let id = vec![Object::string_literal("0123456789abcdef"); 2];
        document.trailer.set("ID", id);
        let version = lopdf::EncryptionVersion::V2 {
            document: &document.clone(),
            owner_password: "owner",
            user_password: "",
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
    });
    let sign = |pdf: &[u8]| prepare(pdf, &request("Signature1")).map(drop);
    assert!(matches!(sign(&encrypted), Err(Error::Pdf(PdfError::Encrypted))));
    assert!(matches!(verify(&encrypted, &desk.trust, NOW), Err(PdfError::Encrypted)));
    assert!(matches!(sign(b"no PDF"), Err(Error::Pdf(PdfError::NotPdf))));
    let cut = &whole[..whole.len() - 40];
    assert!(matches!(sign(cut), Err(Error::Pdf(PdfError::Unreadable))));
}

#[test]
fn an_unsigned_pdf_has_an_empty_report() {
    assert_eq!(Desk::new().verify(&pdf()).signatures, []);
}

#[test]
fn the_report_is_written_in_camel_case_with_stable_codes() {
    let desk = Desk::new();
    let once = desk.sign_b_t(&pdf(), "Client");
    let report = desk.verify(&desk.sign_b_b(&once, "Provider"));
    let json = serde_json::to_value(&report).unwrap();
    let client = &json["signatures"][0];
    assert_eq!(client["coversWholeFile"], false);
    assert_eq!(client["level"], "B-T");
    assert_eq!(client["reasons"][0], "not-whole-file");
    assert_eq!(client["claimedTime"], "2026-11-20T12:00:00Z");
    assert_eq!(client["signer"]["commonName"], "Seal TEST");
    assert_eq!(client["timestamp"]["time"], "2026-11-20T12:00:00Z");
    assert_eq!(client["timestamp"]["imprintValid"], true);
}
