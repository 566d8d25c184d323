//! The desk at which the stories sign: a fresh authority, a seal, a timestamp authority, a PDF.

use lopdf::{Document, Object, SaveOptions, Stream, dictionary};
use parvis_pades::authority::{Authority, Enrolment};
use parvis_pades::responder::Responder;
use parvis_pades::timestamp::{TimestampError, TimestampRequest, TimestampToken, Tolerance};
use parvis_pades::{
    FileKey, Report, SignatureReport, SignatureRequest, Signed, TrustRoots, prepare, verify,
};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

pub(crate) const NOW: OffsetDateTime = datetime!(2026-11-20 12:00:00 UTC);
pub(crate) const CLOCK: Tolerance = Tolerance { now: NOW, within: Duration::minutes(5) };

pub(crate) struct Desk {
    pub(crate) authority: Authority,
    pub(crate) seal: FileKey,
    pub(crate) clock_authority: Responder<FileKey>,
    pub(crate) trust: TrustRoots,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let authority = Authority::create(&enrolment("Root TEST", 3650)).unwrap();
        let timestamping = authority.issue_timestamping(&enrolment("Clock TEST", 1825)).unwrap();
        Self {
            seal: authority.issue_seal(&enrolment("Seal TEST", 730)).unwrap(),
            clock_authority: Responder::new(timestamping),
            trust: TrustRoots::from_der([authority.root_der()]).unwrap(),
            authority,
        }
    }

    /// What the timestamp authority answers for this signature.
    pub(crate) fn reply(&self, request: &TimestampRequest) -> Vec<u8> {
        self.clock_authority.respond(&request.to_der().unwrap(), NOW, 0x00C0_FFEE)
    }

    pub(crate) fn token(&self, signed: &Signed) -> TimestampToken {
        let request = TimestampRequest::fresh(signed.imprint());
        self.accept(&self.reply(&request), &request).unwrap()
    }

    pub(crate) fn accept(
        &self,
        reply: &[u8],
        request: &TimestampRequest,
    ) -> Result<TimestampToken, TimestampError> {
        TimestampToken::from_response(reply, request, CLOCK, &self.trust)
    }

    pub(crate) fn sign_b_b(&self, pdf: &[u8], field: &str) -> Vec<u8> {
        self.sign(pdf, &request(field)).finish(None).unwrap()
    }

    pub(crate) fn sign_b_t(&self, pdf: &[u8], field: &str) -> Vec<u8> {
        let signed = self.sign(pdf, &request(field));
        let token = self.token(&signed);
        signed.finish(Some(&token)).unwrap()
    }

    /// A B-T signature with little room to spare, for stories that change byte after byte.
    pub(crate) fn sign_tightly(&self, pdf: &[u8]) -> Vec<u8> {
        let tight = SignatureRequest { capacity: 3_000, ..request("Signature1") };
        let signed = self.sign(pdf, &tight);
        let token = self.token(&signed);
        signed.finish(Some(&token)).unwrap()
    }

    pub(crate) fn sign(&self, pdf: &[u8], request: &SignatureRequest) -> Signed {
        prepare(pdf, request).unwrap().sign(&self.seal).unwrap()
    }

    pub(crate) fn verify(&self, pdf: &[u8]) -> Report {
        verify(pdf, &self.trust, NOW).unwrap()
    }

    /// The report of the only signature.
    pub(crate) fn verify_one(&self, pdf: &[u8]) -> SignatureReport {
        let mut signatures = self.verify(pdf).signatures;
        assert_eq!(signatures.len(), 1);
        signatures.remove(0)
    }
}

pub(crate) fn enrolment(common_name: &str, days: i64) -> Enrolment<'_> {
    Enrolment {
        common_name,
        organization: "Parvis TEST",
        valid_from: NOW - Duration::days(1),
        valid_for: Duration::days(days),
    }
}

pub(crate) fn request(field: &str) -> SignatureRequest {
    SignatureRequest {
        reason: Some("Contrat accepté (version 3)".to_owned()),
        location: Some("Genève".to_owned()),
        ..SignatureRequest::new(field, "Société \u{201c}Élan\u{201d} 日本 (TEST)", NOW)
    }
}

/// How a PDF keeps its cross-references and objects.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Layout {
    Table,
    Streams,
}

/// A PDF of two pages with text.
pub(crate) fn pdf() -> Vec<u8> {
    pdf_with(Layout::Table, |_| ())
}

pub(crate) fn pdf_with(layout: Layout, change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" },
    );
    let resources = dictionary! { "Font" => dictionary! { "F1" => font } };
    let kids: Vec<Object> = (1..=2)
        .map(|number| {
            let text = format!("BT /F1 18 Tf 72 720 Td (Article {number}) Tj ET");
            let content = document.add_object(Stream::new(dictionary! {}, text.into_bytes()));
            let page = document.add_object(
                dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content },
            );
            page.into()
        })
        .collect();
    let media_box = [0, 0, 595, 842].map(Object::Integer).to_vec();
    document.set_object(
        pages,
        dictionary! {
            "Type" => "Pages", "Kids" => kids, "Count" => 2, "MediaBox" => media_box,
            "Resources" => resources,
        },
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    change(&mut document);
    let mut out = Vec::new();
    match layout {
        Layout::Table => {
            document.reference_table.cross_reference_type =
                lopdf::xref::XrefType::CrossReferenceTable;
            document.save_to(&mut out).unwrap();
        }
        Layout::Streams => {
            let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true);
            document.save_with_options(&mut out, options.build()).unwrap();
        }
    }
    out
}
