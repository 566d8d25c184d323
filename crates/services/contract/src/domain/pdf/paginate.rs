//! From strips to sheets: page breaks, the outline and the footer.

use super::compose::closing_top;
use super::lines::Ruler;
use super::page::{BOTTOM, FOOTER, HAIRLINE, LEFT, MEASURE, NOTE, TOP};
use super::strip::{Mark, Strip};

/// One page, ready to be drawn.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Mark>,
    /// The footer's text, which is drawn last.
    pub(super) footer: [String; 2],
}

/// A heading and where it stands.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) title: String,
    /// Index of the page, from 0.
    pub(super) page: usize,
    /// Distance from the page's top in millimetres.
    pub(super) y: f64,
}

/// A strip that must stay whole is taller than a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooTall;

/// The pages of a document under construction.
#[derive(Debug)]
pub(super) struct Pages {
    pub(super) sheets: Vec<Sheet>,
    pub(super) entries: Vec<Entry>,
    y: f64,
}

/// White space that must stay between the last article and the closing.
const ABOVE_CLOSING: f64 = 8.0;

/// Sets the strips on pages and the closing at the foot of the last one.
///
/// Where the closing does not fit under the last article, that article moves with it to a new page,
/// so that nobody signs a page without text.
pub(super) fn paginate(mut body: Vec<Strip>, closing: Strip) -> Result<Pages, TooTall> {
    let room = closing_top(&closing) - ABOVE_CLOSING;
    if measure(&body)? > room
        && let Some(last) = body.iter_mut().rev().find(|strip| strip.entry.is_some())
    {
        last.fresh_page = true;
    }
    let fits = measure(&body)? <= room;
    let mut pages = Pages::new();
    pages.take_all(body)?;
    if !fits {
        pages.turn();
    }
    pages.y = closing_top(&closing);
    if pages.y < TOP {
        return Err(TooTall);
    }
    pages.place(closing, 0.0);
    Ok(pages)
}

/// Where the last page's text would end.
fn measure(strips: &[Strip]) -> Result<f64, TooTall> {
    let mut y = TOP;
    for group in groups(strips) {
        y = settle(group, y)?.1;
    }
    Ok(y)
}

/// The runs of strips that are tied together.
fn groups(strips: &[Strip]) -> impl Iterator<Item = &[Strip]> {
    strips.split_inclusive(|strip| !strip.tied)
}

/// Whether a group starts a new page when the text has reached `y`, and where it ends.
fn settle(group: &[Strip], y: f64) -> Result<(bool, f64), TooTall> {
    let height = |top: bool| -> f64 {
        let above = |at: usize, strip: &Strip| if top && at == 0 { 0.0 } else { strip.above };
        group.iter().enumerate().map(|(at, strip)| above(at, strip) + strip.height).sum()
    };
    let at_top = y <= TOP;
    let stays = !group.first().is_some_and(|first| first.fresh_page) || at_top;
    if stays && y + height(at_top) <= BOTTOM {
        return Ok((false, y + height(at_top)));
    }
    let end = TOP + height(true);
    if end > BOTTOM { Err(TooTall) } else { Ok((!at_top, end)) }
}

impl Pages {
    fn new() -> Self {
        Self { sheets: vec![Sheet::default()], entries: Vec::new(), y: TOP }
    }

    fn take_all(&mut self, strips: Vec<Strip>) -> Result<(), TooTall> {
        let breaks: Vec<(usize, bool)> = self.breaks(&strips)?;
        let mut strips = strips.into_iter();
        for (length, new_page) in breaks {
            if new_page {
                self.turn();
            }
            for strip in strips.by_ref().take(length) {
                let above = if self.y <= TOP { 0.0 } else { strip.above };
                self.place(strip, above);
            }
        }
        Ok(())
    }

    /// The length of each group and whether it starts a new page.
    fn breaks(&self, strips: &[Strip]) -> Result<Vec<(usize, bool)>, TooTall> {
        let mut y = self.y;
        let mut breaks = Vec::new();
        for group in groups(strips) {
            let (new_page, end) = settle(group, y)?;
            breaks.push((group.len(), new_page));
            y = end;
        }
        Ok(breaks)
    }

    fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = TOP;
    }

    fn place(&mut self, strip: Strip, above: f64) {
        let y = self.y + above;
        self.y = y + strip.height;
        let page = self.sheets.len() - 1;
        self.entries.extend(strip.entry.map(|title| Entry { title, page, y }));
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.extend(strip.marks.into_iter().map(|mark| lowered(mark, y)));
        }
    }

    /// Draws `left` and the page's number at the foot of each page.
    pub(super) fn number(&mut self, left: &str, ruler: Ruler<'_>) {
        let count = self.sheets.len();
        for (at, sheet) in self.sheets.iter_mut().enumerate() {
            let right = format!("Page {} / {count}", at + 1);
            let style = NOTE.style(false);
            let rule = FOOTER - 5.0;
            sheet.marks.push(Mark::Rule {
                from: (LEFT, rule),
                to: (LEFT + MEASURE, rule),
                colour: HAIRLINE,
            });
            let right_x = LEFT + MEASURE - ruler.width(style, &right);
            for (x, text) in [(LEFT, left.to_owned()), (right_x, right.clone())] {
                sheet.marks.push(Mark::Text { x, baseline: FOOTER, style, text });
            }
            sheet.footer = [left.to_owned(), right];
        }
    }
}

fn lowered(mark: Mark, by: f64) -> Mark {
    match mark {
        Mark::Text { x, baseline, style, text } => {
            Mark::Text { x, baseline: baseline + by, style, text }
        }
        Mark::Rule { from, to, colour } => {
            Mark::Rule { from: (from.0, from.1 + by), to: (to.0, to.1 + by), colour }
        }
    }
}
