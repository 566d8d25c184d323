//! Strips: the horizontal bands of a page that are never cut, and what is drawn in them.

use genpdf::style::{Color, Style};

use super::lines::{Line, Ruler};
use super::page::Face;

/// Something drawn; positions in millimetres from the upper left corner of the strip or the page.
#[derive(Debug)]
pub(super) enum Mark {
    /// Text on a baseline.
    Text { x: f64, baseline: f64, style: Style, text: String },
    /// A straight line.
    Rule { from: (f64, f64), to: (f64, f64), colour: Color },
}

/// A band of the page.
#[derive(Debug, Default)]
pub(super) struct Strip {
    /// White space above it, which falls away at the top of a page.
    pub(super) above: f64,
    /// Its height.
    pub(super) height: f64,
    /// What is drawn in it.
    pub(super) marks: Vec<Mark>,
    /// Whether it must stand on the same page as the strip after it.
    pub(super) tied: bool,
    /// The entry it makes in the outline.
    pub(super) entry: Option<String>,
    /// Whether it starts a page.
    pub(super) fresh_page: bool,
}

/// How far the baseline stands below the top of its line, as a part of the leading.
const BASELINE: f64 = 0.76;

impl Strip {
    /// An empty strip of a height.
    pub(super) fn blank(height: f64) -> Self {
        Self { height, ..Self::default() }
    }

    /// Draws lines from `(x, top)` down and returns how far they reach.
    pub(super) fn draw(&mut self, lines: Vec<Line>, face: Face, (x, top): (f64, f64)) -> f64 {
        let mut y = top;
        for line in lines {
            let baseline = y + face.leading * BASELINE;
            let text = |run: super::lines::Run| Mark::Text {
                x: x + run.x,
                baseline,
                style: run.style,
                text: run.text,
            };
            self.marks.extend(line.into_iter().map(text));
            y += face.leading;
        }
        self.height = self.height.max(y);
        y
    }

    /// Draws a horizontal line.
    pub(super) fn rule(&mut self, y: f64, (left, right): (f64, f64), colour: Color) {
        self.marks.push(Mark::Rule { from: (left, y), to: (right, y), colour });
    }

    /// Draws a frame.
    pub(super) fn frame(
        &mut self,
        (left, right): (f64, f64),
        (top, bottom): (f64, f64),
        colour: Color,
    ) {
        self.rule(top, (left, right), colour);
        self.rule(bottom, (left, right), colour);
        for x in [left, right] {
            self.marks.push(Mark::Rule { from: (x, top), to: (x, bottom), colour });
        }
    }
}

/// One strip per line, tied so that no page starts or ends with a single line of a paragraph.
pub(super) fn paragraph(lines: Vec<Line>, face: Face, x: f64) -> Vec<Strip> {
    let count = lines.len();
    let strips = lines.into_iter().enumerate().map(|(at, line)| {
        let mut strip = Strip::default();
        strip.draw(vec![line], face, (x, 0.0));
        strip.tied = count > 1 && (at == 0 || at + 2 == count);
        strip
    });
    strips.collect()
}

/// Moves lines so that they end at `right`.
pub(super) fn flush_right(lines: &mut [Line], ruler: Ruler<'_>, right: f64) {
    for line in lines {
        let Some(last) = line.last() else { continue };
        let shift = right - last.x - ruler.width(last.style, &last.text);
        for run in line {
            run.x += shift;
        }
    }
}

/// Puts white space above the first of some strips.
pub(super) fn spaced(mut strips: Vec<Strip>, above: f64) -> Vec<Strip> {
    if let Some(first) = strips.first_mut() {
        first.above = above;
    }
    strips
}
