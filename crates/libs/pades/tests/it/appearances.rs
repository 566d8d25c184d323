//! What is seen of a signature on the page.

use lopdf::Document;
use parvis_pades::{
    Appearance, Drawing, Error, Rect, SignatureRequest, TextLine, VisibleAppearance, prepare,
};

use crate::desk::{Desk, pdf, request};

fn drawing() -> Drawing {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 40, 10);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> =
        (0..400).flat_map(|n| [0, 0, 160, if n % 7 == 0 { 255 } else { 0 }]).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    Drawing::from_png(&png).unwrap()
}

fn visible(rect: Rect, lines: &[&str], drawing: Option<Drawing>) -> SignatureRequest {
    let lines = lines.iter().map(|line| TextLine::new(line).unwrap()).collect();
    let appearance = Appearance::Visible(VisibleAppearance { rect, lines, drawing });
    SignatureRequest { appearance, ..request("Signature1") }
}

/// The appearance stream's content, and the widget's rectangle.
fn shown(pdf: &[u8]) -> (String, Vec<f32>) {
    let document = Document::load_mem(pdf).unwrap();
    let page = document.page_iter().last().unwrap();
    let page = document.get_dictionary(page).unwrap();
    let widget = page.get(b"Annots").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let widget = document.get_dictionary(widget).unwrap();
    let form = widget.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap();
    let form = document.get_object(form.as_reference().unwrap()).unwrap().as_stream().unwrap();
    let rect = widget.get(b"Rect").unwrap().as_array().unwrap();
    let rect = rect.iter().map(|number| number.as_float().unwrap()).collect();
    (String::from_utf8(form.content.clone()).unwrap(), rect)
}

#[test]
fn every_line_and_the_drawing_are_on_the_last_page() {
    let desk = Desk::new();
    let rect = Rect::new(300.0, 40.0, 220.0, 60.0).unwrap();
    let lines = ["Signé par : Société Élan", "le 20/11/2026"];
    let prepared = prepare(&pdf(), &visible(rect, &lines, Some(drawing()))).unwrap();
    let signed = prepared.sign(&desk.seal).unwrap().finish(None).unwrap();
    assert!(desk.verify_one(&signed).intact);
    let (content, corners) = shown(&signed);
    assert_eq!(corners, [300.0, 40.0, 520.0, 100.0]);
    assert!(content.contains("/Drawing Do"));
    assert_eq!(content.matches("Tj").count(), 2);
    // "Signé" in Windows-1252.
    assert!(content.contains("<5369676EE9"), "{content}");
}

#[test]
fn an_invisible_signature_has_no_extent() {
    let desk = Desk::new();
    let (content, corners) = shown(&desk.sign_b_b(&pdf(), "Signature1"));
    assert_eq!(corners, [0.0; 4]);
    assert_eq!(content, "");
}

#[test]
fn text_that_would_be_cut_off_is_an_error() {
    let small = Rect::new(300.0, 40.0, 80.0, 60.0).unwrap();
    let long = "Société par actions simplifiée à associé unique au capital de 1 000 000 €";
    let outcome = prepare(&pdf(), &visible(small, &[long], None));
    assert!(matches!(outcome, Err(Error::TextDoesNotFit)));
    let many = ["ligne"; 12];
    let outcome = prepare(&pdf(), &visible(small, &many, None));
    assert!(matches!(outcome, Err(Error::TextDoesNotFit)));
}

#[test]
fn a_box_outside_the_page_is_an_error() {
    for (left, bottom) in [(500.0, 40.0), (-1.0, 40.0), (300.0, 800.0)] {
        let rect = Rect::new(left, bottom, 220.0, 60.0).unwrap();
        let outcome = prepare(&pdf(), &visible(rect, &["x"], None));
        assert!(matches!(outcome, Err(Error::OutsidePage)), "{left} {bottom}");
    }
    for extent in [0.0, -1.0, f32::NAN, f32::INFINITY] {
        assert_eq!(Rect::new(0.0, 0.0, extent, 10.0), None);
    }
}

#[test]
fn the_drawing_keeps_its_proportions() {
    let rect = Rect::new(300.0, 40.0, 108.0, 58.0).unwrap();
    let desk = Desk::new();
    let prepared = prepare(&pdf(), &visible(rect, &[], Some(drawing()))).unwrap();
    let (content, _) = shown(&prepared.sign(&desk.seal).unwrap().finish(None).unwrap());
    assert_eq!(content, "q 100.00 0 0 25.00 4.00 16.50 cm /Drawing Do Q\n");
}
