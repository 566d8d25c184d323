//! Cross-references (ISO 32000-1 sections 7.5.4 and 7.5.8): where the objects are.
//!
//! Entries are not collected but looked up in the file when an object is asked for, so that a
//! table costs nothing however long it claims to be.

use std::collections::HashSet;

use lopdf::{Dictionary, Object};

use super::stream;
use super::syntax::Parser;
use super::work::{OBJECT, Work};

/// The most sections followed: one for each revision, two in some.
const MAX_SECTIONS: usize = 1024;
/// The length of an entry of a table.
const ROW: usize = 20;

/// Where an object is.
pub(super) enum Entry {
    /// Nowhere: it was deleted.
    Free,
    /// At this byte of the file.
    At(usize),
    /// In the object stream of this number.
    In(u32),
}

/// All cross-reference sections, the newest first.
pub(super) struct Sections {
    sections: Vec<Section>,
    trailer: Dictionary,
}

struct Section {
    runs: Vec<Run>,
    rows: Rows,
}

/// Entries of consecutive object numbers.
struct Run {
    first: u32,
    count: u32,
    /// Where its entries begin: a byte of the file, or of the stream's data.
    start: usize,
}

enum Rows {
    Table,
    Stream { data: Vec<u8>, widths: [usize; 3] },
}

impl Sections {
    /// Follows the sections from the last `startxref`.
    pub(super) fn read(bytes: &[u8], work: &mut Work) -> Option<Self> {
        let mut sections = Vec::new();
        let mut trailer = None;
        let mut seen = HashSet::new();
        let mut next = Some(start(bytes, work)?);
        while let Some(offset) = next {
            if sections.len() >= MAX_SECTIONS || !seen.insert(offset) {
                return None;
            }
            let (section, dictionary) = section(bytes, offset, work)?;
            if let Some(hidden) = offset_in(&dictionary, b"XRefStm") {
                sections.push(stream_section(bytes, hidden, work)?.0);
            }
            sections.push(section);
            next = offset_in(&dictionary, b"Prev");
            trailer.get_or_insert(dictionary);
        }
        Some(Self { sections, trailer: trailer? })
    }

    /// The trailer of the newest section.
    pub(super) fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// The newest entry for an object number.
    pub(super) fn find(&self, number: u32, bytes: &[u8], work: &mut Work) -> Option<Entry> {
        for section in &self.sections {
            work.pay(1 + section.runs.len())?;
            let mut runs = section.runs.iter();
            let found = runs.find_map(|run| {
                let index = number.checked_sub(run.first).filter(|index| *index < run.count)?;
                section.entry(run.start, usize::try_from(index).ok()?, bytes)
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

impl Section {
    fn entry(&self, start: usize, index: usize, bytes: &[u8]) -> Option<Entry> {
        match &self.rows {
            Rows::Table => {
                let from = start.checked_add(index.checked_mul(ROW)?)?;
                table_entry(bytes.get(from..from.checked_add(ROW)?)?)
            }
            Rows::Stream { data, widths } => {
                let row = widths.iter().sum::<usize>();
                let from = start.checked_add(index.checked_mul(row)?)?;
                stream_entry(data.get(from..from.checked_add(row)?)?, *widths)
            }
        }
    }
}

/// `nnnnnnnnnn ggggg n` and two bytes for the end of the line.
fn table_entry(row: &[u8]) -> Option<Entry> {
    let text = std::str::from_utf8(row).ok()?;
    match text.get(17..18)? {
        "n" => text.get(..10)?.parse().ok().map(Entry::At),
        "f" => Some(Entry::Free),
        _ => None,
    }
}

/// Three big-endian fields: kind, and two that depend on it.
fn stream_entry(row: &[u8], [kind, second, _]: [usize; 3]) -> Option<Entry> {
    let number = |field: &[u8]| {
        field.iter().try_fold(0_usize, |value, byte| {
            value.checked_mul(256)?.checked_add(usize::from(*byte))
        })
    };
    let value = number(row.get(kind..kind + second)?)?;
    // Without a field for it, the kind is 1.
    match if kind == 0 { 1 } else { number(row.get(..kind)?)? } {
        0 => Some(Entry::Free),
        1 => Some(Entry::At(value)),
        2 => u32::try_from(value).ok().map(Entry::In),
        _ => None,
    }
}

/// The offset after the last `startxref`.
fn start(bytes: &[u8], work: &mut Work) -> Option<usize> {
    let keyword = b"startxref";
    let position = bytes.windows(keyword.len()).rposition(|window| window == keyword)?;
    Parser::new(bytes, position + keyword.len(), work).unsigned()
}

fn offset_in(dictionary: &Dictionary, key: &[u8]) -> Option<usize> {
    let offset = dictionary.get(key).and_then(Object::as_i64).ok()?;
    usize::try_from(offset).ok().filter(|offset| *offset > 0)
}

fn section(bytes: &[u8], offset: usize, work: &mut Work) -> Option<(Section, Dictionary)> {
    let mut parser = Parser::new(bytes, offset, work);
    if parser.word(b"xref").is_some() {
        let position = parser.position();
        return table_section(bytes, position, work);
    }
    stream_section(bytes, offset, work)
}

fn table_section(bytes: &[u8], offset: usize, work: &mut Work) -> Option<(Section, Dictionary)> {
    let mut runs = Vec::new();
    let mut position = offset;
    loop {
        work.pay(OBJECT)?;
        let mut parser = Parser::new(bytes, position, work);
        if parser.word(b"trailer").is_some() {
            let Object::Dictionary(trailer) = parser.object()? else { return None };
            return Some((Section { runs, rows: Rows::Table }, trailer));
        }
        let (first, count) = (parser.unsigned()?, parser.unsigned()?);
        parser.rest()?;
        let start = parser.position();
        position = start.checked_add(ROW.checked_mul(usize::try_from(count).ok()?)?)?;
        runs.push(Run { first, count, start });
    }
}

fn stream_section(bytes: &[u8], offset: usize, work: &mut Work) -> Option<(Section, Dictionary)> {
    let mut parser = Parser::new(bytes, offset, work);
    parser.object_header()?;
    let Object::Dictionary(dictionary) = parser.object()? else { return None };
    let start = parser.stream_start()?;
    let length = usize::try_from(dictionary.get(b"Length").ok()?.as_i64().ok()?).ok()?;
    let raw = bytes.get(start..start.checked_add(length)?)?;
    let widths: [usize; 3] = numbers(&dictionary, b"W")?.try_into().ok()?;
    if widths.iter().any(|width| *width > 8) || widths == [0; 3] {
        return None;
    }
    let index: Vec<u32> = if dictionary.has(b"Index") {
        numbers(&dictionary, b"Index")?
    } else {
        vec![0, dictionary.get(b"Size").ok()?.as_i64().ok()?.try_into().ok()?]
    };
    let mut runs = Vec::new();
    let mut row = 0;
    for pair in index.as_chunks::<2>().0 {
        let [first, count] = *pair;
        runs.push(Run { first, count, start: row });
        let len = widths.iter().sum::<usize>().checked_mul(usize::try_from(count).ok()?)?;
        row = row.checked_add(len)?;
    }
    let data = stream::decode(&dictionary, raw, work)?;
    Some((Section { runs, rows: Rows::Stream { data, widths } }, dictionary))
}

fn numbers<N: TryFrom<i64>>(dictionary: &Dictionary, key: &[u8]) -> Option<Vec<N>> {
    let numbers = dictionary.get(key).and_then(Object::as_array).ok()?;
    numbers.iter().map(|number| N::try_from(number.as_i64().ok()?).ok()).collect()
}
