//! Reading the finished file back, as a PDF reader would, to prove that nothing was lost.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use ttf_parser::{Face, GlyphId};

use super::fonts::Discarded;

/// The file cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Its structure is broken.
    #[error("the finished file cannot be read")]
    Structure(#[from] lopdf::Error),
    /// An embedded font is broken.
    #[error("an embedded font cannot be read")]
    Font(#[from] ttf_parser::FaceParsingError),
    /// A character stands in the text, but the embedded font draws nothing for it.
    #[error("the embedded font draws nothing for U+{:04X}", u32::from(*.0))]
    Blank(char),
}

/// The text that each page shows, without spaces, in the order in which it is drawn.
pub(super) fn page_texts(pdf: &[u8]) -> Result<Vec<String>, Unreadable> {
    let pdf = Document::load_mem(pdf)?;
    let Some(first) = pdf.page_iter().next() else { return Ok(Vec::new()) };
    let fonts = fonts(&pdf, first)?;
    pdf.page_iter().map(|page| page_text(&pdf, page, &fonts)).collect()
}

/// The fonts of a page; [`page_texts`] relies on all pages having the same.
fn fonts(pdf: &Document, page: ObjectId) -> Result<BTreeMap<Vec<u8>, Font<'_>>, Unreadable> {
    let load = |(name, font)| Ok((name, Font::load(pdf, font)?));
    pdf.get_page_fonts(page)?.into_iter().map(load).collect()
}

fn page_text(
    pdf: &Document,
    page: ObjectId,
    fonts: &BTreeMap<Vec<u8>, Font<'_>>,
) -> Result<String, Unreadable> {
    let mut text = String::new();
    let mut font = None;
    for operation in Content::decode(&pdf.get_page_content(page))?.operations {
        match (operation.operator.as_str(), operation.operands.first()) {
            ("Tf", Some(Object::Name(name))) => font = fonts.get(name),
            ("TJ", Some(Object::Array(pieces))) => {
                let font = font.ok_or(lopdf::Error::DictKey("Font".into()))?;
                for piece in pieces {
                    if let Object::String(bytes, _) = piece {
                        font.read(bytes, &mut text)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(text)
}

/// An embedded font: what its codes mean and what it draws for them.
struct Font<'a> {
    encoding: Encoding<'a>,
    /// The codes whose glyph draws something.
    inked: BTreeSet<u16>,
}

impl<'a> Font<'a> {
    fn load(pdf: &'a Document, font: &'a Dictionary) -> Result<Self, Unreadable> {
        let descendants = font.get_deref(b"DescendantFonts", pdf)?.as_array()?;
        let first = descendants.first().ok_or(lopdf::Error::DictKey("DescendantFonts".into()))?;
        let descendant = pdf.dereference(first)?.1.as_dict()?;
        let descriptor = descendant.get_deref(b"FontDescriptor", pdf)?.as_dict()?;
        let stream = |object: &Object| object.as_stream()?.get_plain_content();
        let glyphs = stream(descendant.get_deref(b"CIDToGIDMap", pdf)?)?;
        let file = stream(descriptor.get_deref(b"FontFile2", pdf)?)?;
        Ok(Self { encoding: font.get_font_encoding(pdf)?, inked: inked(&file, &glyphs)? })
    }

    /// Appends what a string of two-byte codes shows.
    fn read(&self, bytes: &[u8], out: &mut String) -> Result<(), Unreadable> {
        for code in bytes.chunks_exact(2) {
            let shown = self.encoding.bytes_to_string(code)?;
            let inked = self.inked.contains(&u16::from_be_bytes([code[0], code[1]]));
            match shown.chars().find(|c| !c.is_whitespace()) {
                Some(c) if !inked => return Err(Unreadable::Blank(c)),
                _ => out.extend(shown.chars().filter(|c| !c.is_whitespace())),
            }
        }
        Ok(())
    }
}

/// The codes that lead through the map to a glyph with an outline.
fn inked(file: &[u8], map: &[u8]) -> Result<BTreeSet<u16>, ttf_parser::FaceParsingError> {
    let face = Face::parse(file, 0)?;
    let draws = |glyph: &[u8]| {
        let glyph = u16::from_be_bytes([glyph[0], glyph[1]]);
        glyph != 0 && face.outline_glyph(GlyphId(glyph), &mut Discarded).is_some()
    };
    let codes = (0..=u16::MAX).zip(map.chunks_exact(2));
    Ok(codes.filter(|(_, glyph)| draws(glyph)).map(|(code, _)| code).collect())
}
