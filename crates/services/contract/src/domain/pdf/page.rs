//! The measures of the page and the faces of its text: A4, lengths in millimetres from the top
//! left corner unless said otherwise.

use genpdf::style::{Color, Style};

/// Width of A4.
pub(super) const WIDTH: f64 = 210.0;
/// Height of A4.
pub(super) const HEIGHT: f64 = 297.0;
/// Left edge of the text.
pub(super) const LEFT: f64 = 25.0;
/// Width of the text.
pub(super) const MEASURE: f64 = WIDTH - 2.0 * LEFT;
/// Upper edge of the text.
pub(super) const TOP: f64 = 24.0;
/// Lower edge of the text.
pub(super) const BOTTOM: f64 = 268.0;
/// Baseline of the footer.
pub(super) const FOOTER: f64 = 282.0;

/// White space between two columns.
pub(super) const GUTTER: f64 = 10.0;
/// Width of each of two columns.
pub(super) const COLUMN: f64 = (MEASURE - GUTTER) / 2.0;
/// Left edge of the second column.
pub(super) const SECOND: f64 = LEFT + COLUMN + GUTTER;

/// Height of the two signature boxes, which stand on [`BOTTOM`] of the last page.
pub(super) const BOX: f64 = 34.0;
/// White space inside a signature box.
const INSET: f64 = 3.0;

/// Where the customer's visible signature goes on the last page: left, bottom, right and top in
/// points from the lower left corner, as a PDF rectangle is written (ISO 32000-1, 7.9.5).
pub const SIGNATURE_AREA: [f64; 4] = [
    points(SECOND + INSET),
    points(HEIGHT - BOTTOM + INSET),
    points(SECOND + COLUMN - INSET),
    points(HEIGHT - BOTTOM + BOX - INSET),
];

/// A length in points.
pub(super) const fn points(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

/// Colour of running text.
const INK: Color = Color::Rgb(33, 37, 41);
/// Colour of headings.
const ACCENT: Color = Color::Rgb(18, 72, 102);
/// Colour of labels and of the footer.
const MUTED: Color = Color::Rgb(96, 106, 116);
/// Colour of hairlines.
pub(super) const HAIRLINE: Color = Color::Rgb(201, 208, 214);
/// Colour of the lines that carry weight.
pub(super) const LINE: Color = ACCENT;

/// How a kind of text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    size: u8,
    /// Distance between baselines.
    pub(super) leading: f64,
    bold: bool,
    colour: Color,
}

impl Face {
    const fn new(size: u8, leading: f64, bold: bool, colour: Color) -> Self {
        Self { size, leading, bold, colour }
    }

    /// The style of a piece of text; `strong` text is bold in any face.
    pub(super) fn style(self, strong: bool) -> Style {
        let style = Style::new().with_font_size(self.size).with_color(self.colour);
        if self.bold || strong { style.bold() } else { style }
    }
}

pub(super) const TITLE: Face = Face::new(24, 11.0, true, ACCENT);
pub(super) const SERVICE: Face = Face::new(11, 5.4, true, MUTED);
pub(super) const REFERENCE: Face = Face::new(10, 5.0, false, MUTED);
pub(super) const CAPTION: Face = Face::new(11, 5.4, true, ACCENT);
pub(super) const HEADING: Face = Face::new(12, 5.8, true, ACCENT);
pub(super) const BODY: Face = Face::new(10, 4.9, false, INK);
pub(super) const ROLE: Face = Face::new(9, 4.6, true, ACCENT);
pub(super) const NAME: Face = Face::new(12, 5.6, true, INK);
pub(super) const LABEL: Face = Face::new(8, 4.4, false, MUTED);
pub(super) const DETAIL: Face = Face::new(9, 4.4, false, INK);
pub(super) const CELL: Face = Face::new(10, 4.8, false, INK);
pub(super) const TOTAL: Face = Face::new(10, 4.8, true, INK);
pub(super) const HEAD: Face = Face::new(8, 4.2, true, MUTED);
pub(super) const NOTE: Face = Face::new(8, 4.0, false, MUTED);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_goes_to_the_bottom_right_of_an_a4_page() {
        let [left, bottom, right, top] = SIGNATURE_AREA;
        assert!(left > points(WIDTH) / 2.0 && right < points(WIDTH));
        assert!(bottom > 0.0 && top < points(HEIGHT) / 3.0);
        assert!(right - left > 150.0 && top - bottom > 60.0);
    }
}
