//! Drawing finished sheets through genpdf.

use genpdf::style::Style;
use genpdf::{Context, Element, Position, RenderResult, Size, error::Error, render::Area};

use super::paginate::Sheet;
use super::strip::Mark;

/// An element that fills one page after another.
pub(super) struct Sheets {
    sheets: std::vec::IntoIter<Sheet>,
}

impl Sheets {
    pub(super) fn new(sheets: Vec<Sheet>) -> Self {
        Self { sheets: sheets.into_iter() }
    }
}

impl Element for Sheets {
    fn render(
        &mut self,
        context: &Context,
        area: Area<'_>,
        _: Style,
    ) -> Result<RenderResult, Error> {
        for mark in self.sheets.next().into_iter().flat_map(|sheet| sheet.marks) {
            draw(mark, context, &area)?;
        }
        Ok(RenderResult { size: Size::new(1, 1), has_more: !self.sheets.as_slice().is_empty() })
    }
}

/// Draws one mark. genpdf silently leaves out text under the page's edge; the check of the finished
/// file would find it missing.
fn draw(mark: Mark, context: &Context, area: &Area<'_>) -> Result<(), Error> {
    match mark {
        Mark::Text { x, baseline, style, text } => {
            let cache = &context.font_cache;
            let height: f64 = style.font(cache).glyph_height(style.font_size()).into();
            area.print_str(cache, Position::new(x, baseline - height), style, text).map(|_| ())
        }
        Mark::Rule { from, to, colour } => {
            let points = vec![Position::from(from), Position::from(to)];
            area.draw_line(points, Style::new().with_color(colour));
            Ok(())
        }
    }
}
