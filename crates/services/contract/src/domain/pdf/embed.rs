//! Embedding only the glyphs in use, described truthfully.
//!
//! genpdf embeds whole fonts with wrong metrics and a text map in which a glyph shared by two
//! characters keeps the last one (a space reads as U+00A0, a hyphen as U+00AD). Glyph numbers in
//! the page contents stay as they are; a map leads from them into the subset.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest as _, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, GlyphId};

use super::RenderError;

/// Replaces the font file, metrics and text map of a Type 0 font by those of its used glyphs.
pub(super) fn embed(
    pdf: &mut Document,
    font: ObjectId,
    glyphs: &BTreeSet<u16>,
    text: &str,
) -> Result<(), RenderError> {
    let file = font_file(pdf, font)?;
    let data = pdf.get_object(file)?.as_stream()?.get_plain_content()?;
    let face = Face::parse(&data, 0)?;
    let glyphs: Vec<u16> = glyphs.iter().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let subset = subsetter::subset(&data, 0, &remapper)?;
    let name = Object::Name(subset_name(&face, &subset).into_bytes());

    let unicode = pdf.add_object(Stream::new(Dictionary::new(), to_unicode(&face, &glyphs, text)));
    let map = pdf.add_object(Stream::new(Dictionary::new(), cid_to_gid(&glyphs, &remapper)));
    let length = i64::try_from(subset.len()).unwrap_or(i64::MAX);
    let subset = pdf.add_object(Stream::new(dictionary! { "Length1" => length }, subset));
    let descriptor = pdf.add_object(descriptor(&face, name.clone(), subset));
    let descendant = pdf.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "CIDFontType2",
        "BaseFont" => name.clone(),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "DW" => 0,
        "W" => widths(&face, &glyphs),
        "CIDToGIDMap" => map,
    });
    let font = pdf.get_dictionary_mut(font)?;
    font.set("BaseFont", name);
    font.set("DescendantFonts", vec![Object::Reference(descendant)]);
    font.set("ToUnicode", unicode);
    Ok(())
}

fn font_file(pdf: &Document, font: ObjectId) -> Result<ObjectId, lopdf::Error> {
    let descendants = pdf.get_dictionary(font)?.get_deref(b"DescendantFonts", pdf)?.as_array()?;
    let first = descendants.first().ok_or(lopdf::Error::DictKey("DescendantFonts".into()))?;
    let descendant = pdf.dereference(first)?.1.as_dict()?;
    descendant.get_deref(b"FontDescriptor", pdf)?.as_dict()?.get(b"FontFile2")?.as_reference()
}

/// The tag of six letters and the font's name (ISO 32000-1, 9.6.4); equal subsets have equal tags.
fn subset_name(face: &Face<'_>, subset: &[u8]) -> String {
    let tag: String =
        Sha256::digest(subset).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    let name = face.names().into_iter().filter(|name| name.name_id == 6);
    let name = name.filter(ttf_parser::name::Name::is_unicode).find_map(|name| name.to_string());
    format!("{tag}+{}", name.as_deref().unwrap_or("LiberationSans"))
}

fn scaled(face: &Face<'_>, units: i16) -> i64 {
    (i64::from(units) * 1000 + i64::from(face.units_per_em() / 2))
        .div_euclid(i64::from(face.units_per_em()))
}

fn descriptor(face: &Face<'_>, name: Object, file: ObjectId) -> Dictionary {
    const SYMBOLIC: i64 = 4;
    let bounds = face.global_bounding_box();
    let corners = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
    dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name,
        "Flags" => SYMBOLIC,
        "ItalicAngle" => Object::Real(face.italic_angle()),
        "StemV" => if face.is_bold() { 140 } else { 80 },
        "Ascent" => scaled(face, face.ascender()),
        "Descent" => scaled(face, face.descender()),
        "CapHeight" => scaled(face, face.capital_height().unwrap_or_else(|| face.ascender())),
        "FontBBox" => corners.map(|units| scaled(face, units).into()).to_vec(),
        "FontFile2" => file,
    }
}

/// Widths by code: each run of neighbouring codes starts with its first (ISO 32000-1, 9.7.4.3).
fn widths(face: &Face<'_>, glyphs: &[u16]) -> Vec<Object> {
    let width = |glyph: &u16| {
        let units = face.glyph_hor_advance(GlyphId(*glyph)).unwrap_or_default();
        Object::from(scaled(face, i16::try_from(units).unwrap_or(i16::MAX)))
    };
    let run = |run: &[u16]| {
        let first = run.first().copied().unwrap_or_default();
        [i64::from(first).into(), run.iter().map(width).collect::<Vec<_>>().into()]
    };
    glyphs.chunk_by(|a, b| a + 1 == *b).flat_map(run).collect()
}

fn cid_to_gid(glyphs: &[u16], remapper: &GlyphRemapper) -> Vec<u8> {
    let last = glyphs.last().copied().unwrap_or_default();
    (0..=last).flat_map(|old| remapper.get(old).unwrap_or_default().to_be_bytes()).collect()
}

/// The text map: each glyph means the lowest character of the document that it shows.
fn to_unicode(face: &Face<'_>, glyphs: &[u16], text: &str) -> Vec<u8> {
    let mut meaning: BTreeMap<u16, char> = BTreeMap::new();
    for c in text.chars().collect::<BTreeSet<char>>().into_iter().rev() {
        if let Some(glyph) = face.glyph_index(c) {
            meaning.insert(glyph.0, c);
        }
    }
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <<\n\
         /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n\
         /CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let known: Vec<(u16, char)> =
        glyphs.iter().filter_map(|glyph| Some((*glyph, *meaning.get(glyph)?))).collect();
    for part in known.chunks(100) {
        let entry = |(glyph, c): &(u16, char)| format!("<{glyph:04X}> <{}>\n", utf16_hex(*c));
        out.push_str(&part.len().to_string());
        out.push_str(" beginbfchar\n");
        out.extend(part.iter().map(entry));
        out.push_str("endbfchar\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    out.into_bytes()
}

fn utf16_hex(c: char) -> String {
    c.encode_utf16(&mut [0; 2])
        .iter()
        .map(|unit| format!("{unit:04X}"))
        .collect::<Vec<_>>()
        .concat()
}
