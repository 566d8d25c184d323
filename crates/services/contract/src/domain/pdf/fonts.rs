//! Liberation Sans 2.1.5 (SIL Open Font License 1.1), compiled in.

use std::sync::LazyLock;

use genpdf::fonts::{FontData, FontFamily};
use ttf_parser::{Face, FaceParsingError, OutlineBuilder};

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf");
const ITALIC: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Italic.ttf");
const BOLD_ITALIC: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-BoldItalic.ttf");

/// The regular style, which decides what can be printed: the four styles cover the same characters.
static FACE: LazyLock<Result<Face<'static>, FaceParsingError>> =
    LazyLock::new(|| Face::parse(REGULAR, 0));

/// The four styles as genpdf keeps them; a clone shares nothing, so clone once per document.
static FAMILY: LazyLock<Result<FontFamily<FontData>, genpdf::error::Error>> =
    LazyLock::new(load_family);

fn load_family() -> Result<FontFamily<FontData>, genpdf::error::Error> {
    let load = |data: &[u8]| FontData::new(data.to_vec(), None);
    Ok(FontFamily {
        regular: load(REGULAR)?,
        bold: load(BOLD)?,
        italic: load(ITALIC)?,
        bold_italic: load(BOLD_ITALIC)?,
    })
}

/// The family for one document, or why the compiled fonts cannot be read.
pub(super) fn family() -> Result<FontFamily<FontData>, String> {
    FAMILY.clone().map_err(|error| error.to_string())
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
