//! The pass over genpdf's file that makes it small, honest and the same every time.
//!
//! It takes away what genpdf claims wrongly (PDF/X, an output intent, layers, random ids and the
//! time of day) and claims nothing in its place: the result is plain PDF 1.7.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest as _, Sha256};
use time::{OffsetDateTime, UtcOffset};

use super::RenderError;
use super::content::{UsedGlyphs, tidied};
use super::embed::embed;
use super::page::{HEIGHT, points};
use super::paginate::Entry;

/// What the file says about itself.
pub(super) struct Info<'a> {
    pub(super) title: &'a str,
    pub(super) author: &'a str,
    pub(super) made_at: OffsetDateTime,
}

/// The finished file; `text` is everything printed in it.
pub(super) fn finish(
    raw: &[u8],
    text: &str,
    info: &Info<'_>,
    entries: &[Entry],
) -> Result<Vec<u8>, RenderError> {
    let mut pdf = Document::load_mem(raw)?;
    let pages: Vec<ObjectId> = pdf.page_iter().collect();
    let mut used = UsedGlyphs::new();
    let mut digest = Sha256::new();
    for page in &pages {
        let operations = Content::decode(&pdf.get_page_content(*page))?.operations;
        let content = Content { operations: tidied(operations, &mut used) }.encode()?;
        digest.update(&content);
        let content = pdf.add_object(Stream::new(Dictionary::new(), content));
        pdf.get_dictionary_mut(*page)?.set("Contents", content);
    }
    let fonts = fonts(&mut pdf, &pages, &used)?;
    for (name, font) in &fonts {
        embed(&mut pdf, *font, &used[name], text)?;
    }
    let outline = outline(&mut pdf, &pages, entries);
    describe(&mut pdf, info, outline)?;
    for part in [info.title, info.author, &pdf_date(info.made_at)] {
        digest.update(part);
    }
    let id = Object::String(digest.finalize()[..16].to_vec(), StringFormat::Hexadecimal);
    pdf.trailer.set("ID", vec![id.clone(), id]);
    pdf.version = "1.7".into();
    pdf.prune_objects();
    pdf.renumber_objects();
    pdf.compress();
    let mut out = Vec::new();
    pdf.save_to(&mut out).map_err(lopdf::Error::from)?;
    Ok(out)
}

/// Gives every page the fonts in use and nothing else, and returns them by name.
fn fonts(
    pdf: &mut Document,
    pages: &[ObjectId],
    used: &UsedGlyphs,
) -> Result<Vec<(Vec<u8>, ObjectId)>, lopdf::Error> {
    let mut found: Vec<(Vec<u8>, ObjectId)> = Vec::new();
    for page in pages {
        let resources = pdf.get_dictionary(*page)?.get_deref(b"Resources", pdf)?.as_dict()?;
        let fonts = resources.get_deref(b"Font", pdf)?.as_dict()?;
        for (name, font) in fonts.iter().filter(|(name, _)| used.contains_key(*name)) {
            let entry = (name.clone(), font.as_reference()?);
            if !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    found.sort();
    let mut shared = Dictionary::new();
    for (name, font) in &found {
        shared.set(name.clone(), *font);
    }
    let resources = pdf.add_object(dictionary! { "Font" => shared });
    for page in pages {
        pdf.get_dictionary_mut(*page)?.set("Resources", resources);
    }
    Ok(found)
}

/// Adds one bookmark per article and returns the outline's root.
fn outline(pdf: &mut Document, pages: &[ObjectId], entries: &[Entry]) -> ObjectId {
    let root = pdf.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| pdf.new_object_id()).collect();
    for (at, entry) in entries.iter().enumerate() {
        let target = pages.get(entry.page).map_or(Object::Null, |page| (*page).into());
        let top = points(HEIGHT - entry.y) + 6.0;
        let mut item = dictionary! {
            "Title" => utf16(&entry.title),
            "Parent" => root,
            "Dest" => vec![target, "XYZ".into(), Object::Null, real(top), Object::Null],
        };
        if at > 0 {
            item.set("Prev", ids[at - 1]);
        }
        if let Some(next) = ids.get(at + 1) {
            item.set("Next", *next);
        }
        pdf.set_object(ids[at], item);
    }
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    let mut outline = dictionary! { "Type" => "Outlines", "Count" => count };
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        outline.set("First", *first);
        outline.set("Last", *last);
    }
    pdf.set_object(root, outline);
    root
}

/// Writes a new catalogue and document information; nothing of genpdf's own is kept.
fn describe(pdf: &mut Document, info: &Info<'_>, outline: ObjectId) -> Result<(), lopdf::Error> {
    let pages = pdf.catalog()?.get(b"Pages")?.clone();
    let catalog = pdf.add_object(dictionary! {
        "Type" => "Catalog",
        "Pages" => pages,
        "Outlines" => outline,
        "Lang" => Object::string_literal("fr-FR"),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    });
    let date = Object::string_literal(pdf_date(info.made_at));
    let information = pdf.add_object(dictionary! {
        "Title" => utf16(info.title),
        "Author" => utf16(info.author),
        "Creator" => Object::string_literal("Parvis"),
        "Producer" => Object::string_literal("Parvis"),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    });
    pdf.trailer = dictionary! { "Root" => catalog, "Info" => information };
    Ok(())
}

/// A text string in UTF-16 with its byte order mark (ISO 32000-1, 7.9.2.2).
fn utf16(text: &str) -> Object {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xfe, 0xff].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

/// A date as PDF writes it (ISO 32000-1, 7.9.4), in UTC.
fn pdf_date(at: OffsetDateTime) -> String {
    let at = at.to_offset(UtcOffset::UTC);
    let (year, month, day) = at.to_calendar_date();
    let (hour, minute, second) = at.to_hms();
    format!("D:{year:04}{:02}{day:02}{hour:02}{minute:02}{second:02}Z", u8::from(month))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a position on a page needs no double precision"
)]
fn real(number: f64) -> Object {
    Object::Real(number as f32)
}
