//! Liberation Sans 2.1.5 (SIL Open Font License 1.1), compiled in.

use std::sync::LazyLock;

use genpdf::fonts::{FontData, FontFamily};
use printpdf::BuiltinFont;
use ttf_parser::{Face, FaceParsingError, OutlineBuilder};

use super::RenderError;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf");

/// The regular style, which decides what can be printed: both styles cover the same characters.
static FACE: LazyLock<Result<Face<'static>, FaceParsingError>> =
    LazyLock::new(|| Face::parse(REGULAR, 0));

/// The family for one document, or why the compiled fonts cannot be read.
///
/// genpdf wants four styles and writes each into every file, which is most of its work; no contract uses
/// italics, so their places are held by references that embed nothing. It keeps copies of what it is given,
/// nearly three megabytes: they are made for each document, in a fraction of a millisecond, and not kept.
pub(super) fn family() -> Result<FontFamily<FontData>, RenderError> {
    let style =
        |file: &[u8], instead| FontData::new(file.to_vec(), instead).map_err(RenderError::Fonts);
    Ok(FontFamily {
        regular: style(REGULAR, None)?,
        bold: style(BOLD, None)?,
        italic: style(REGULAR, Some(BuiltinFont::HelveticaOblique))?,
        bold_italic: style(BOLD, Some(BuiltinFont::HelveticaBoldOblique))?,
    })
}

/// The glyph of a character, if the typeface has one.
pub(in crate::domain) fn glyph(c: char) -> Option<u16> {
    FACE.as_ref().ok()?.glyph_index(c).map(|id| id.0)
}

/// Whether the character's glyph draws anything.
pub(in crate::domain) fn leaves_ink(c: char) -> bool {
    FACE.as_ref().is_ok_and(|face| {
        face.glyph_index(c).is_some_and(|id| face.outline_glyph(id, &mut Discarded).is_some())
    })
}

/// A pen that draws nothing: only the question whether there is an outline matters.
pub(super) struct Discarded;

impl OutlineBuilder for Discarded {
    fn move_to(&mut self, _x: f32, _y: f32) {}
    fn line_to(&mut self, _x: f32, _y: f32) {}
    fn quad_to(&mut self, _x1: f32, _y1: f32, _x: f32, _y: f32) {}
    fn curve_to(&mut self, _x1: f32, _y1: f32, _x2: f32, _y2: f32, _x: f32, _y: f32) {}
    fn close(&mut self) {}
}
