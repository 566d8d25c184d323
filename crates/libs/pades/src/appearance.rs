//! What a signature looks like on the last page: nothing, or a box with text and a drawing.

mod drawing;
mod helvetica;
mod text;

pub use drawing::{BadDrawing, Drawing};
pub use text::{TextLine, UnsupportedCharacter};

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::error::Error;

/// The largest and the smallest font size, and the inner margin, in points (1/72 inch).
const LARGEST: f32 = 10.0;
const SMALLEST: f32 = 4.0;
const MARGIN: f32 = 4.0;
/// Line height and the height of the baseline above the line's foot, in font sizes.
const LEADING: f32 = 1.2;
const DESCENT: f32 = 0.3;
/// The part of the width a drawing takes when there is text beside it.
const DRAWING_SHARE: f32 = 0.45;

/// What is seen of a signature.
#[derive(Debug, Clone, PartialEq)]
pub enum Appearance {
    /// A field without extent.
    Invisible,
    /// A box on the last page.
    Visible(VisibleAppearance),
}

/// A box with a drawing at the left and lines of text at the right; either may be missing.
///
/// The text is set in Helvetica, which readers have and which is not embedded (a PDF/A validator
/// will say so), at 10 points or as small as it must be to fit.
#[derive(Debug, Clone, PartialEq)]
pub struct VisibleAppearance {
    /// Where the box stands on the last page.
    pub rect: Rect,
    /// The lines of text, from top to bottom.
    pub lines: Vec<TextLine>,
    /// The drawn signature.
    pub drawing: Option<Drawing>,
}

/// A rectangle on a page, in points from the lower left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    left: f32,
    bottom: f32,
    width: f32,
    height: f32,
}

impl Rect {
    /// A rectangle with an extent; `None` if a number is not finite or the extent is not positive.
    pub fn new(left: f32, bottom: f32, width: f32, height: f32) -> Option<Self> {
        let finite = [left, bottom, width, height].iter().all(|number| number.is_finite());
        (finite && width > 0.0 && height > 0.0).then_some(Self { left, bottom, width, height })
    }

    /// Left, bottom, right, top.
    pub(crate) fn corners(self) -> [f32; 4] {
        [self.left, self.bottom, self.left + self.width, self.bottom + self.height]
    }

    /// Whether it lies within the rectangle given by two opposite corners.
    pub(crate) fn is_within(self, [x1, y1, x2, y2]: [f32; 4]) -> bool {
        let [left, bottom, right, top] = self.corners();
        left >= x1.min(x2) && right <= x1.max(x2) && bottom >= y1.min(y2) && top <= y1.max(y2)
    }
}

/// The appearance stream of an invisible signature.
pub(crate) fn empty_form(document: &mut Document) -> ObjectId {
    document.add_object(form_object(0.0, 0.0, Dictionary::new(), Vec::new()))
}

/// The appearance stream of a visible signature, with its font and image.
pub(crate) fn form(
    document: &mut Document,
    visible: &VisibleAppearance,
) -> Result<ObjectId, Error> {
    let Rect { width, height, .. } = visible.rect;
    let mut content = String::new();
    let mut resources = Dictionary::new();
    let drawing_width = match (&visible.drawing, visible.lines.is_empty()) {
        (None, _) => 0.0,
        (Some(_), true) => width,
        (Some(_), false) => width * DRAWING_SHARE,
    };
    if let Some(drawing) = &visible.drawing {
        let image = document.add_object(drawing.image()?);
        resources.set("XObject", dictionary! { "Drawing" => image });
        content.push_str(&place_drawing(drawing, drawing_width, height));
    }
    if !visible.lines.is_empty() {
        let font = document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type1",
            "BaseFont" => "Helvetica",
            "Encoding" => "WinAnsiEncoding",
        });
        resources.set("Font", dictionary! { "Helvetica" => font });
        content.push_str(&place_text(&visible.lines, drawing_width, width, height)?);
    }
    Ok(document.add_object(form_object(width, height, resources, content.into_bytes())))
}

fn form_object(width: f32, height: f32, resources: Dictionary, content: Vec<u8>) -> Stream {
    let bounds: Vec<Object> = [0.0, 0.0, width, height].into_iter().map(Object::Real).collect();
    Stream::new(
        dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => bounds,
            "Resources" => resources,
        },
        content,
    )
}

/// The operators that draw the image as large as it can be, centred in the left `width` points.
fn place_drawing(drawing: &Drawing, width: f32, height: f32) -> String {
    let (pixels_wide, pixels_high) = drawing.size();
    let room = [(width - 2.0 * MARGIN).max(1.0), (height - 2.0 * MARGIN).max(1.0)];
    let scale = (room[0] / pixels_wide).min(room[1] / pixels_high);
    let (wide, high) = (pixels_wide * scale, pixels_high * scale);
    let (x, y) = ((width - wide) / 2.0, (height - high) / 2.0);
    format!("q {wide:.2} 0 0 {high:.2} {x:.2} {y:.2} cm /Drawing Do Q\n")
}

/// The operators that set the lines between `left` and `width`, centred in height.
fn place_text(lines: &[TextLine], left: f32, width: f32, height: f32) -> Result<String, Error> {
    let count = lines.iter().fold(0.0, |count, _| count + 1.0_f32);
    let widest = lines.iter().map(TextLine::width).fold(0.0, f32::max);
    // No width at all gives an infinite size, which is never the smallest one.
    let by_width = (width - left - 2.0 * MARGIN) / widest;
    let by_height = (height - 2.0 * MARGIN) / (count * LEADING);
    let size = LARGEST.min(by_width).min(by_height);
    if size < SMALLEST {
        return Err(Error::TextDoesNotFit);
    }
    let leading = size * LEADING;
    let x = left + MARGIN;
    let first = f32::midpoint(height, count * leading) - leading + size * DESCENT;
    let mut content =
        format!("BT /Helvetica {size:.2} Tf 0 g {leading:.2} TL {x:.2} {first:.2} Td\n");
    for line in lines {
        // Writing to a String does not fail.
        writeln!(content, "<{}> Tj T*", line.hex()).ok();
    }
    content.push_str("ET\n");
    Ok(content)
}
