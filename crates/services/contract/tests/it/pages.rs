//! The two forms of a contract: the PDF's pages and the HTML fragment.

use lopdf::{Document, Object};
use parvis_contract::domain::{Rendered, SIGNATURE_AREA, render};
use serde_json::json;

use crate::characters::{shown, solid};
use crate::sample::{model, order};

fn rendered(kind: &str) -> Rendered {
    let mut order = order();
    order["subscriptionType"] = json!(kind);
    render(&model(&order)).unwrap()
}

#[test]
fn each_type_prints_its_whole_text_on_at_least_six_a4_pages_and_under_60_kilobytes() {
    for kind in ["industriel", "transporteur", "logisticien"] {
        let rendered = rendered(kind);
        assert!((6..=12).contains(&rendered.pages), "{kind}: {} pages", rendered.pages);
        assert!(rendered.pdf.len() < 60_000, "{kind}: {} bytes", rendered.pdf.len());
        let pdf = Document::load_mem(&rendered.pdf).unwrap();
        assert_eq!(pdf.get_pages().len(), rendered.pages);
        let shown = shown(&rendered);
        for number in 1..=19 {
            assert!(shown.contains(&format!("Article{number}.")), "{kind}: article {number}");
        }
        assert!(shown.contains(&format!("Page{0}/{0}", rendered.pages)), "{kind}");
        for line in rendered.text.lines().filter(|line| line.len() < 60) {
            assert!(shown.contains(&solid(line)), "{kind}: {line}");
        }
    }
}

#[test]
fn the_same_model_gives_the_same_bytes_and_another_model_others() {
    let (one, two) = (rendered("industriel"), rendered("industriel"));
    assert_eq!(one, two);
    assert_eq!(one.sha256_hex().len(), 64);
    let mut later = model(&order());
    later.issued_at += time::Duration::seconds(1);
    assert_ne!(render(&later).unwrap().sha256, one.sha256);
}

#[test]
fn the_file_claims_nothing_that_it_is_not() {
    let rendered = rendered("logisticien");
    assert!(rendered.pdf.starts_with(b"%PDF-1.7"));
    let pdf = Document::load_mem(&rendered.pdf).unwrap();
    let catalog = pdf.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap(), &Object::string_literal("fr-FR"));
    for claim in [&b"OutputIntents"[..], b"OCProperties", b"Metadata", b"MarkInfo"] {
        assert!(!catalog.has(claim));
    }
    let info = pdf.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = pdf.get_dictionary(info).unwrap();
    assert_eq!(info.get(b"CreationDate").unwrap(), &Object::string_literal("D:20261120093000Z"));
    assert!(info.get(b"Title").unwrap().as_str().unwrap().starts_with(&[0xfe, 0xff]));
    let id = pdf.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(id[0].as_str().unwrap().len(), 16);
    assert_eq!(id[0], id[1]);
}

#[test]
fn the_last_page_keeps_the_place_for_the_signature_empty() {
    let rendered = rendered("transporteur");
    let pdf = Document::load_mem(&rendered.pdf).unwrap();
    let last = pdf.page_iter().last().unwrap();
    let [left, bottom, right, top] = SIGNATURE_AREA;
    for operation in pdf.get_and_decode_page_content(last).unwrap().operations {
        if operation.operator == "Td" {
            let [x, y] = [0, 1].map(|at| f64::from(operation.operands[at].as_float().unwrap()));
            assert!(!(left..right).contains(&x) || !(bottom..top).contains(&y), "text at {x} {y}");
        }
    }
}

#[test]
fn the_html_says_the_same_as_the_pdf() {
    let rendered = rendered("industriel");
    let html = &rendered.html;
    for number in 1..=19 {
        assert!(html.contains(&format!("<h2 id=\"article-{number}\">Article {number}. ")));
    }
    for tag in ["article", "section", "table", "tbody", "tr", "ul", "li", "dl", "p", "h2", "div"] {
        let opened =
            html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    assert!(html.contains("<th scope=\"row\">Durée ferme</th>"));
    assert_eq!(solid(&visible(html)), solid(&rendered.text.replace('•', "")));
}

/// The text between the tags.
fn visible(html: &str) -> String {
    let text: String =
        html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&amp;", "&")
}
