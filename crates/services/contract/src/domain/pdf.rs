//! The contract as a PDF.
//!
//! The document is broken into lines by measured width, the lines are set on pages, genpdf draws
//! the pages, and a last pass makes the file small and reproducible. The finished file is then read
//! back: a contract that does not show every character of the document does not leave this module.

mod compose;
mod content;
mod draw;
mod embed;
mod finish;
pub(super) mod fonts;
mod lines;
mod page;
mod paginate;
mod read;
mod strip;

use time::OffsetDateTime;

use super::RenderError;
use super::document::Document;
use finish::Info;
use lines::Ruler;
pub use page::SIGNATURE_AREA;
use paginate::{Pages, TooTall, paginate};
pub use read::Unreadable;

/// The finished file and its number of pages.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) pdf: Vec<u8>,
    pub(super) pages: usize,
}

/// Prints a document; the same document and time give the same bytes.
pub(super) fn print(document: &Document, made_at: OffsetDateTime) -> Result<Printed, RenderError> {
    let mut canvas = genpdf::Document::new(fonts::family()?);
    canvas.set_minimal_conformance();
    let Pages { sheets, entries, .. } = lay_out(document, Ruler(canvas.font_cache()))?;
    let footers: Vec<[String; 2]> = sheets.iter().map(|sheet| sheet.footer.clone()).collect();
    canvas.push(draw::Sheets::new(sheets));
    let mut raw = Vec::new();
    canvas.render(&mut raw)?;

    let title = format!("{} {}", document.title, document.number);
    let info = Info { title: &title, author: &document.parties[0].name, made_at };
    let text = document.text();
    let printed = format!("{text}{}", footers.concat().concat());
    let pdf = finish::finish(&raw, &printed, &info, &entries)?;
    check(&pdf, &text, &footers)?;
    Ok(Printed { pdf, pages: footers.len() })
}

impl From<TooTall> for RenderError {
    fn from(_: TooTall) -> Self {
        Self::TooLong
    }
}

fn lay_out(document: &Document, ruler: Ruler<'_>) -> Result<Pages, TooTall> {
    let closing = compose::closing(&document.closing, ruler);
    let mut pages = paginate(compose::body(document, ruler), closing)?;
    pages.number(&format!("Contrat {}", document.number), ruler);
    Ok(pages)
}

/// Compares what the file shows with the document, character by character and in order.
fn check(pdf: &[u8], text: &str, footers: &[[String; 2]]) -> Result<(), RenderError> {
    let mut shown = String::new();
    for (at, page) in read::page_texts(pdf)?.iter().enumerate() {
        let footer = footers.get(at).map(|footer| solid(&footer.concat())).unwrap_or_default();
        shown.push_str(page.strip_suffix(&footer).ok_or(RenderError::Lost { at: 0 })?);
    }
    let expected = solid(text);
    let differs = |(a, b): (char, char)| !looks_alike(a, b);
    match expected.chars().zip(shown.chars()).position(differs) {
        Some(at) => Err(RenderError::Lost { at }),
        None if expected.chars().count() != shown.chars().count() => {
            Err(RenderError::Lost { at: expected.chars().count().min(shown.chars().count()) })
        }
        None => Ok(()),
    }
}

/// The text without its spaces.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether two characters are the same or share a glyph, as the micro sign and the Greek mu do.
fn looks_alike(a: char, b: char) -> bool {
    a == b || fonts::glyph(a).is_some_and(|glyph| fonts::glyph(b) == Some(glyph))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::document::{Closing, Party, SignatureBox};

    fn document() -> Document {
        let party =
            |name: &str| Party { role: "Partie".into(), name: name.into(), particulars: vec![] };
        let signature = || SignatureBox {
            heading: "Pour".into(),
            lines: vec!["Signataire".into()],
            content: String::new(),
        };
        Document {
            number: "ctr_1".into(),
            title: "Contrat".into(),
            subtitle: "Service".into(),
            reference: "Contrat ctr_1".into(),
            parties: [party("Œuvre à façon"), party("Ελλάδα")],
            tables: vec![],
            notes: vec![],
            articles: vec![],
            closing: Closing { statement: "Fin.".into(), boxes: [signature(), signature()] },
        }
    }

    #[test]
    fn a_file_that_shows_something_else_is_no_contract() {
        let document = document();
        let printed = print(&document, OffsetDateTime::UNIX_EPOCH).unwrap();
        let footers = [["Contrat ctr_1".to_owned(), "Page 1 / 1".to_owned()]];
        let text = document.text();
        check(&printed.pdf, &text, &footers).unwrap();
        for altered in [
            text.replace("Œuvre", "Œuvres"),
            text.replace("façon", "facon"),
            format!("{text}x"),
            text.replace("Fin.", ""),
        ] {
            let lost = check(&printed.pdf, &altered, &footers);
            assert!(matches!(lost, Err(RenderError::Lost { .. })), "{altered}");
        }
        let wrong_page = [["Contrat ctr_1".to_owned(), "Page 1 / 2".to_owned()]];
        assert!(check(&printed.pdf, &text, &wrong_page).is_err());
    }

    #[test]
    fn a_party_that_fills_over_a_page_is_refused() {
        let mut document = document();
        document.parties[0].name = "mot ".repeat(2_000);
        let refused = print(&document, OffsetDateTime::UNIX_EPOCH);
        assert!(matches!(refused, Err(RenderError::TooLong)));
    }
}
