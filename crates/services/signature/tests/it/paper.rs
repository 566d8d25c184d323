//! What is signed and with what: a document in its two forms, and drawn signatures.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lopdf::xref::XrefType;
use lopdf::{Document, Object, Stream, dictionary};
use png::{BitDepth, ColorType, Encoder};

/// The document as HTML.
pub(crate) const HTML: &str = "<article class=\"contract\" lang=\"fr\">\
    <h2 id=\"article-1\">Article 1 – Objet</h2><p>Premier texte.</p>\
    <h2 id=\"article-2\">Article 2 – Prix &amp; paiement</h2><p>Second texte.</p></article>";

/// The document as a PDF of two A4 pages.
pub(crate) fn pdf() -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let kids: Vec<Object> = (1..=2)
        .map(|_| {
            let content = document.add_object(Stream::new(dictionary! {}, b"0 g".to_vec()));
            let page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content };
            document.add_object(page).into()
        })
        .collect();
    let media_box = [0, 0, 595, 842].map(Object::Integer).to_vec();
    let resources = dictionary! {};
    let tree = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => 2, "MediaBox" => media_box,
        "Resources" => resources,
    };
    document.set_object(pages, tree);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out
}

/// A drawn line, as a canvas gives it.
pub(crate) fn drawing() -> String {
    canvas(|x, y| if y == x / 4 { [20, 30, 90, 255] } else { [0, 0, 0, 0] })
}

/// A canvas on which nothing was drawn.
pub(crate) fn blank() -> String {
    canvas(|_, _| [0, 0, 0, 0])
}

fn canvas(pixel: impl Fn(u32, u32) -> [u8; 4]) -> String {
    let (width, height) = (120, 40);
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| pixel(x, y))
        .collect();
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    data_url(&out)
}

/// Bytes as a data URL of a PNG.
pub(crate) fn data_url(bytes: &[u8]) -> String {
    format!("data:image/png;base64,{}", STANDARD.encode(bytes))
}
