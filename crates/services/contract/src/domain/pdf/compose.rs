//! From the document to strips: the cover, the articles and the closing.

use super::lines::Ruler;
use super::page::{
    BODY, BOTTOM, BOX, CAPTION, CELL, COLUMN, DETAIL, Face, HAIRLINE, HEAD, HEADING, LABEL, LEFT,
    LINE, MEASURE, NAME, NOTE, REFERENCE, ROLE, SECOND, SERVICE, TITLE, TOTAL,
};
use super::strip::{Strip, flush_right, paragraph, spaced};
use crate::domain::document::{
    Article, BULLET, Block, Closing, Document, Party, Row, SignatureBox, Table,
};

/// Right edge of the text.
const RIGHT: f64 = LEFT + MEASURE;
/// Width of the labels of a party's particulars.
const LABELS: f64 = 25.0;
/// Indent of the items of a list.
const INDENT: f64 = 5.0;
/// White space above and under the text of a table row.
const CELL_PADDING: f64 = 1.6;

/// Everything above the closing, in reading order.
pub(super) fn body(document: &Document, ruler: Ruler<'_>) -> Vec<Strip> {
    let mut strips = cover_head(document, ruler);
    strips.push(parties(&document.parties, ruler));
    strips.extend(document.tables.iter().flat_map(|each| table(each, ruler)));
    for note in &document.notes {
        let lines = ruler.wrap(note, NOTE, MEASURE);
        strips.extend(spaced(paragraph(lines, NOTE, LEFT), 4.0));
    }
    for (at, each) in document.articles.iter().enumerate() {
        let mut article = article(each, ruler);
        if let (0, Some(first)) = (at, article.first_mut()) {
            first.fresh_page = true;
        }
        strips.extend(article);
    }
    strips
}

fn cover_head(document: &Document, ruler: Ruler<'_>) -> Vec<Strip> {
    let set = |text: &str, face| paragraph(ruler.wrap(text, face, MEASURE), face, LEFT);
    let mut strips = set(&document.subtitle, SERVICE);
    strips.extend(spaced(set(&document.title, TITLE), 2.0));
    strips.extend(spaced(set(&document.reference, REFERENCE), 2.0));
    let mut rule = Strip::blank(0.5);
    rule.above = 5.0;
    rule.rule(0.0, (LEFT, RIGHT), LINE);
    strips.push(rule);
    strips
}

fn parties(parties: &[Party; 2], ruler: Ruler<'_>) -> Strip {
    let mut strip = Strip { above: 6.0, ..Strip::default() };
    for (party, x) in parties.iter().zip([LEFT, SECOND]) {
        let mut y = strip.draw(ruler.wrap(&party.role, ROLE, COLUMN), ROLE, (x, 0.0));
        y = strip.draw(ruler.wrap(&party.name, NAME, COLUMN), NAME, (x, y + 0.6)) + 1.6;
        for particular in &party.particulars {
            let label = ruler.wrap(&particular.label, LABEL, LABELS - 2.0);
            let label_end = strip.draw(label, LABEL, (x, y));
            for line in &particular.lines {
                let lines = ruler.wrap(line, DETAIL, COLUMN - LABELS);
                y = strip.draw(lines, DETAIL, (x + LABELS, y));
            }
            y = y.max(label_end) + 0.7;
        }
    }
    strip
}

fn table(table: &Table, ruler: Ruler<'_>) -> Vec<Strip> {
    let caption = paragraph(ruler.wrap(&table.caption, CAPTION, MEASURE), CAPTION, LEFT);
    let mut strips = spaced(caption, 9.0);
    let mut head = cells(&table.head, HEAD, table.amounts, ruler);
    head.rule(head.height, (LEFT, RIGHT), LINE);
    strips.push(head);
    for strip in &mut strips {
        strip.tied = true;
    }
    strips.extend(table.rows.iter().map(|each| row(each, table.amounts, ruler)));
    strips
}

fn row(row: &Row, amounts: bool, ruler: Ruler<'_>) -> Strip {
    let face = if row.total { TOTAL } else { CELL };
    let mut strip = cells(&row.cells, face, amounts, ruler);
    strip.rule(strip.height, (LEFT, RIGHT), if row.total { LINE } else { HAIRLINE });
    strip
}

fn cells(cells: &[String; 2], face: Face, amounts: bool, ruler: Ruler<'_>) -> Strip {
    let mut strip = Strip::default();
    let first = if amounts { MEASURE * 0.66 } else { MEASURE * 0.36 };
    let columns = [(LEFT, first - 4.0), (LEFT + first, MEASURE - first)];
    for (at, (cell, (x, width))) in cells.iter().zip(columns).enumerate() {
        let mut lines = ruler.wrap(cell, face, width);
        if amounts && at == 1 {
            flush_right(&mut lines, ruler, width);
        }
        strip.draw(lines, face, (x, CELL_PADDING));
    }
    strip.height += CELL_PADDING;
    strip
}

fn article(article: &Article, ruler: Ruler<'_>) -> Vec<Strip> {
    let heading = article.heading();
    let lines = ruler.wrap(&heading, HEADING, MEASURE);
    let mut strips = spaced(paragraph(lines, HEADING, LEFT), 7.0);
    for strip in &mut strips {
        strip.tied = true;
    }
    if let Some(first) = strips.first_mut() {
        first.entry = Some(heading);
    }
    for (at, each) in article.blocks.iter().enumerate() {
        strips.extend(spaced(block(each, ruler), if at == 0 { 1.4 } else { 2.2 }));
        if let (Some(Block::List(_)), Some(last)) = (article.blocks.get(at + 1), strips.last_mut())
        {
            last.tied = true;
        }
    }
    strips
}

fn block(block: &Block, ruler: Ruler<'_>) -> Vec<Strip> {
    match block {
        Block::Paragraph(phrase) => paragraph(ruler.wrap_phrase(phrase, BODY, MEASURE), BODY, LEFT),
        Block::List(items) => {
            let item = |phrase: &Vec<_>| {
                let lines = ruler.wrap_phrase(phrase, BODY, MEASURE - INDENT);
                spaced(bulleted(paragraph(lines, BODY, LEFT + INDENT), ruler), 1.0)
            };
            items.iter().flat_map(item).collect()
        }
    }
}

fn bulleted(mut strips: Vec<Strip>, ruler: Ruler<'_>) -> Vec<Strip> {
    if let Some(first) = strips.first_mut() {
        let text = std::mem::take(&mut first.marks);
        first.draw(ruler.wrap(BULLET, BODY, INDENT), BODY, (LEFT + 1.2, 0.0));
        first.marks.extend(text);
    }
    strips
}

/// The closing as one strip, to be set on the lower edge of the last page's text.
pub(super) fn closing(closing: &Closing, ruler: Ruler<'_>) -> Strip {
    let mut strip = Strip::default();
    let top = strip.draw(ruler.wrap(&closing.statement, BODY, MEASURE), BODY, (LEFT, 0.0)) + 6.0;
    let names = |signature: &SignatureBox| {
        signature.lines.iter().map(|line| ruler.wrap(line, DETAIL, COLUMN).len()).sum::<usize>()
    };
    let tallest = closing.boxes.iter().map(names).max().unwrap_or_default();
    let lines = u32::try_from(tallest).unwrap_or(u32::MAX);
    let box_top = top + ROLE.leading + f64::from(lines) * DETAIL.leading + 2.0;
    for (signature, x) in closing.boxes.iter().zip([LEFT, SECOND]) {
        let mut y = strip.draw(ruler.wrap(&signature.heading, ROLE, COLUMN), ROLE, (x, top));
        for line in &signature.lines {
            y = strip.draw(ruler.wrap(line, DETAIL, COLUMN), DETAIL, (x, y));
        }
        strip.frame((x, x + COLUMN), (box_top, box_top + BOX), HAIRLINE);
        let content = ruler.wrap(&signature.content, NOTE, COLUMN - 6.0);
        strip.draw(content, NOTE, (x + 3.0, box_top + 3.0));
    }
    strip.height = box_top + BOX;
    strip
}

/// Where the closing of this height starts.
pub(super) fn closing_top(closing: &Strip) -> f64 {
    BOTTOM - closing.height
}
