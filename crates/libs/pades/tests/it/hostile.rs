//! Files made to break a verifier: the answer is a report or an error, in bounded time.

use parvis_pades::{PdfError, Reason, prepare, verify};

use crate::desk::{Desk, Layout, NOW, pdf, pdf_with, request};

/// Numbers that are the same at every run.
struct Lcg(u64);

impl Lcg {
    fn next(&mut self) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next()).unwrap() % bound
    }

    fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }
}

/// Neither call may panic; what they answer is checked elsewhere.
fn survives(desk: &Desk, pdf: &[u8]) {
    if let Ok(report) = verify(pdf, &desk.trust, NOW) {
        for signature in report.signatures {
            assert!(!signature.trusted || signature.intact);
        }
    }
    drop(prepare(pdf, &request("Another")));
}

#[test]
fn random_bytes_are_survived() {
    let desk = Desk::new();
    let mut chance = Lcg(1);
    for _ in 0..100 {
        let mut pdf = b"%PDF-1.7\n".to_vec();
        let len = chance.below(2_000);
        pdf.extend((0..len).map(|_| chance.byte()));
        survives(&desk, &pdf);
        pdf.extend_from_slice(b"\nstartxref\n9\n%%EOF");
        survives(&desk, &pdf);
    }
}

#[test]
fn random_changes_of_a_signed_file_are_survived() {
    let desk = Desk::new();
    let mut chance = Lcg(2);
    for layout in [Layout::Table, Layout::Streams] {
        let signed = desk.sign_b_t(&pdf_with(layout, |_| ()), "Signature1");
        // Changes in the long row of zeros would teach nothing.
        let zeros = signed.windows(500).position(|window| window == [b'0'; 500]).unwrap();
        for _ in 0..100 {
            let mut changed = signed.clone();
            for _ in 0..=chance.below(4) {
                let position = chance.below(zeros + 2_000) % signed.len();
                let from_end = signed.len() - 1 - chance.below(1_200);
                let position = if position < zeros { position } else { from_end };
                changed[position] = chance.byte();
            }
            survives(&desk, &changed);
        }
    }
}

#[test]
fn random_digits_instead_of_digits_are_survived() {
    let desk = Desk::new();
    let mut chance = Lcg(3);
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    let zeros = signed.windows(500).position(|window| window == [b'0'; 500]).unwrap();
    let after = signed[zeros..].iter().position(|byte| *byte == b'>').unwrap() + zeros;
    let digits: Vec<usize> = (0..signed.len())
        .filter(|position| signed[*position].is_ascii_digit() && !(zeros..after).contains(position))
        .collect();
    for _ in 0..150 {
        let mut changed = signed.clone();
        for _ in 0..=chance.below(8) {
            let position = digits[chance.below(digits.len())];
            changed[position] = b'0' + chance.byte() % 10;
        }
        survives(&desk, &changed);
    }
}

#[test]
fn every_truncation_is_survived_and_never_intact() {
    let desk = Desk::new();
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    let mut chance = Lcg(4);
    for _ in 0..100 {
        let cut = &signed[..chance.below(signed.len())];
        survives(&desk, cut);
        if let Ok(report) = verify(cut, &desk.trust, NOW) {
            assert!(report.signatures.iter().all(|signature| !signature.intact));
        }
    }
}

/// The signed file with the value of a key of its signature dictionary replaced, padded to the
/// same length.
fn with_value(signed: &[u8], key: &str, value: &str) -> Vec<u8> {
    let start = signed.windows(key.len()).rposition(|window| window == key.as_bytes()).unwrap();
    let start = start + key.len();
    let end = start + signed[start..].iter().position(|byte| b">]".contains(byte)).unwrap() + 1;
    let mut changed = signed.to_vec();
    let padded = format!("{value:<width$}", width = end - start);
    changed.splice(start..end, padded.bytes());
    changed
}

#[test]
fn byte_ranges_of_all_shapes_are_refused() {
    let desk = Desk::new();
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    for value in [
        "[]",
        "[0]",
        "[0 1 2]",
        "[0 1 2 3 4]",
        "[1 2 3 4]",
        "[0 99999999999 1 1]",
        "[0 1 99999999999 1]",
        "[0 1 2 9223372036854775807]",
        "[0 -1 -2 -3]",
        "[0 1.5 2 3]",
        "[/A /B /C /D]",
        "(text)",
        " null",
    ] {
        let report = desk.verify_one(&with_value(&signed, "/ByteRange", value));
        assert!(!report.intact && !report.byte_range_well_formed, "{value}");
        assert_eq!(report.reasons, [Reason::ByteRangeMalformed], "{value}");
    }
}

#[test]
fn contents_of_all_shapes_are_refused() {
    let desk = Desk::new();
    let signed = desk.sign_b_b(&pdf(), "Signature1");
    for value in ["<>", "<30>", "<3080>", "<3084FFFFFFFF>", "(text)", " null", " 7", "[<30>]"] {
        let report = desk.verify_one(&with_value(&signed, "/Contents", value));
        assert!(!report.intact, "{value}");
    }
    let empty_message = format!("<{}>", "00".repeat(16_384));
    let report = desk.verify_one(&with_value(&signed, "/Contents", &empty_message));
    assert!(!report.intact && report.byte_range_well_formed);
    assert_eq!(report.reasons, [Reason::SignatureUnreadable]);
}

#[test]
fn deep_nesting_and_cycles_are_survived() {
    let desk = Desk::new();
    let body = |object: &str| {
        format!(
            "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>\nendobj\n\
             2 0 obj\n<</Type/Pages/Kids[3 0 R 2 0 R]/Count 1/Parent 2 0 R>>\nendobj\n\
             3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n4 0 obj\n{object}\nendobj\n\
             trailer\n<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF"
        )
    };
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let dictionaries = format!("{}{}", "<</A".repeat(100_000), ">>".repeat(100_000));
    let strings = format!("{}{}", "(".repeat(100_000), ")".repeat(100_000));
    for object in [
        nested.as_str(),
        &dictionaries,
        &strings,
        "<</T(a)/FT/Sig/Kids[4 0 R]/V 4 0 R>>",
        "<</T(a)/FT/Sig/V 5 0 R>>",
        "<</T 4 0 R/FT 4 0 R>>",
        "4 0 R",
        "<</Length 9223372036854775807>>stream\nx\nendstream",
        "<</Type/ObjStm/N 99999999/First 99999999/Length 1>>stream\nx\nendstream",
    ] {
        survives(&desk, body(object).as_bytes());
    }
}

/// A PDF whose form has these fields, with the given objects and cross-references as a stream.
/// `packed` are numbers of objects and of the object streams they are said to be in.
fn with_form(fields: &str, objects: &[(u32, Vec<u8>)], packed: &[(u32, u32)]) -> Vec<u8> {
    let catalog = format!("<</Type/Catalog/AcroForm<</Fields[{fields}]>>>>").into_bytes();
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut entries = Vec::new();
    for (number, body) in [(1, catalog)].iter().chain(objects) {
        let at = u32::try_from(pdf.len()).unwrap();
        entries.push((*number, [[1].as_slice(), &at.to_be_bytes()].concat()));
        pdf.extend([format!("{number} 0 obj\n").as_bytes(), body, b"\nendobj\n"].concat());
    }
    for (number, container) in packed {
        entries.push((*number, [[2].as_slice(), &container.to_be_bytes()].concat()));
    }
    let index: String =
        entries.iter().fold(String::new(), |all, (id, _)| all + &format!("{id} 1 "));
    let rows: Vec<u8> = entries.into_iter().flat_map(|(_, row)| row).collect();
    let (start, len) = (pdf.len(), rows.len());
    let head =
        format!("9 0 obj\n<</W[1 4 0]/Index[{index}]/Size 99/Root 1 0 R/Length {len}>>stream\n");
    let tail = format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF");
    [pdf.as_slice(), head.as_bytes(), &rows, tail.as_bytes()].concat()
}

#[test]
fn a_file_with_thousands_of_signatures_is_refused() {
    let desk = Desk::new();
    let pdf = with_form(&"<</T(a)/FT/Sig/V<<>>>>".repeat(3_000), &[], &[]);
    let outcome = verify(&pdf, &desk.trust, NOW);
    assert!(matches!(outcome, Err(PdfError::TooManySignatures)), "{outcome:?}");
    let pdf = with_form(&"<</T(a)>>".repeat(6_000), &[], &[]);
    let outcome = verify(&pdf, &desk.trust, NOW);
    assert!(matches!(outcome, Err(PdfError::TooComplex)), "{outcome:?}");
}

#[test]
fn one_large_object_asked_for_again_and_again_is_too_complex() {
    let desk = Desk::new();
    let large = format!("[{}]", "0 ".repeat(50_000)).into_bytes();
    let pdf = with_form(&"<</T(a)/FT 2 0 R>>".repeat(1_000), &[(2, large)], &[]);
    assert!(pdf.len() < 200_000);
    let outcome = verify(&pdf, &desk.trust, NOW);
    assert!(matches!(outcome, Err(PdfError::TooComplex)), "{outcome:?}");
}

#[test]
fn object_streams_that_unfold_to_gigabytes_are_too_complex() {
    let desk = Desk::new();
    let container = |number: u32, len: usize| {
        let mut data = format!("{number} 0 <</T(a)>>").into_bytes();
        data.resize(len, b' ');
        let first = number.to_string().len() + 3;
        let head = lopdf::dictionary! { "Type" => "ObjStm", "N" => 1, "First" => i64::try_from(first).unwrap() };
        let mut stream = lopdf::Stream::new(head, data);
        stream.compress().unwrap();
        let mut body = Vec::new();
        lopdf::Writer::write_object(&mut body, &stream.into()).unwrap();
        body
    };
    for (len, refused) in [(1_000, false), (15 << 20, true), (17 << 20, true)] {
        let objects: Vec<_> =
            (10..14).map(|number| (number, container(number + 10, len))).collect();
        let packed: Vec<_> = (10..14).map(|number| (number + 10, number)).collect();
        let pdf = with_form("20 0 R 21 0 R 22 0 R 23 0 R", &objects, &packed);
        assert!(pdf.len() < 100_000);
        match verify(&pdf, &desk.trust, NOW) {
            Ok(report) => assert!(!refused && report.signatures.is_empty(), "{len}"),
            Err(error) => assert!(refused && matches!(error, PdfError::TooComplex), "{error:?}"),
        }
    }
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let long = vec![b'%'; parvis_pades::MAX_PDF_LEN + 1];
    let outcome = verify(&long, &Desk::new().trust, NOW);
    assert!(matches!(outcome, Err(PdfError::TooLong)));
}
