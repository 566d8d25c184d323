//! `/ByteRange`: which bytes of the file a signature covers (ISO 32000-1 section 12.8.1).
//!
//! The only accepted form is `[0 a b c]`: everything up to the end of the revision except the gap
//! from `a` to `b`, and the gap is exactly the hexadecimal string of `/Contents` with its brackets.

use lopdf::{Dictionary, Object, StringFormat};
use rand::Rng;

use crate::digest::sha256;
use crate::hex;
use crate::pdf::PdfError;

/// A range that fits its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ByteRange {
    gap_start: usize,
    gap_end: usize,
    end: usize,
}

impl ByteRange {
    /// Reads the range of a signature dictionary; `None` if it is not of the accepted form.
    pub(crate) fn of(signature: &Dictionary, pdf: &[u8]) -> Option<Self> {
        let values = signature.get(b"ByteRange").and_then(Object::as_array).ok()?;
        let numbers: Vec<usize> = values
            .iter()
            .map(|value| usize::try_from(value.as_i64().ok()?).ok())
            .collect::<Option<_>>()?;
        let &[0, gap_start, gap_end, rest] = numbers.as_slice() else { return None };
        let range = Self { gap_start, gap_end, end: gap_end.checked_add(rest)? };
        let contents = signature.get(b"Contents").and_then(Object::as_str).ok()?;
        let covered = pdf.get(gap_end..range.end)?.trim_ascii_end();
        (range.contents(pdf)? == contents && covered.ends_with(b"%%EOF")).then_some(range)
    }

    /// The covered bytes, before and after the gap.
    pub(crate) fn covered<'a>(&self, pdf: &'a [u8]) -> [&'a [u8]; 2] {
        let part = |range| pdf.get(range).unwrap_or_default();
        [part(0..self.gap_start), part(self.gap_end..self.end)]
    }

    /// The SHA-256 of the covered bytes.
    pub(crate) fn digest(&self, pdf: &[u8]) -> [u8; 32] {
        sha256(&self.covered(pdf))
    }

    /// Where the signed revision ends.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// The bytes written in the gap, if it is a hexadecimal string and nothing else.
    pub(crate) fn contents(&self, pdf: &[u8]) -> Option<Vec<u8>> {
        let gap = pdf.get(self.gap_start..self.gap_end)?;
        hex::decode(gap.strip_prefix(b"<")?.strip_suffix(b">")?)
    }

    /// Writes `der` into the gap, which stays padded with zeros; `false` if it does not fit.
    pub(crate) fn fill(&self, pdf: &mut [u8], der: &[u8]) -> bool {
        let digits = der.iter().flat_map(|byte| hex::digits(*byte));
        let inside = self.gap_start + 1..self.gap_end.saturating_sub(1);
        match pdf.get_mut(inside) {
            Some(gap) if gap.len() >= 2 * der.len() => {
                gap.iter_mut().zip(digits).for_each(|(place, digit)| *place = digit);
                true
            }
            _ => false,
        }
    }
}

/// Room for a range and a signature in a dictionary that is yet to be written.
///
/// The three numbers are random, so that no other bytes of the file can be taken for them.
pub(crate) struct Reservation {
    numbers: [i64; 3],
    capacity: usize,
}

impl Reservation {
    /// Room for a signature of at most `capacity` bytes.
    pub(crate) fn new(capacity: usize) -> Self {
        let mut chance = rand::thread_rng();
        let numbers = [(); 3].map(|()| chance.gen_range(1_000_000_000..10_000_000_000));
        Self { numbers, capacity }
    }

    /// The two placeholders, to stand next to each other in the dictionary.
    pub(crate) fn entries(&self) -> [(&'static str, Object); 2] {
        let numbers = std::iter::once(0).chain(self.numbers).map(Object::Integer).collect();
        let contents = Object::String(vec![0; self.capacity], StringFormat::Hexadecimal);
        [("ByteRange", Object::Array(numbers)), ("Contents", contents)]
    }

    /// Finds the placeholders at or after `from` in the written file and fills in the range.
    pub(crate) fn settle(&self, pdf: &mut [u8], from: usize) -> Result<ByteRange, PdfError> {
        let [a, b, c] = self.numbers;
        let placeholder = format!("[0 {a} {b} {c}]");
        let written = pdf.get(from..).unwrap_or_default();
        let start = from
            + written
                .windows(placeholder.len())
                .position(|window| window == placeholder.as_bytes())
                .ok_or(PdfError::Structure)?;
        let gap_start = start + placeholder.len() + b"/Contents".len();
        let gap_end = gap_start + 2 * self.capacity + 2;
        let range = ByteRange { gap_start, gap_end, end: pdf.len() };
        let rest = pdf.len().checked_sub(gap_end).ok_or(PdfError::Structure)?;
        let numbers = format!("[0 {gap_start} {gap_end} {rest}");
        let settled = format!("{numbers:<width$}]", width = placeholder.len() - 1);
        match pdf.get_mut(start..start + placeholder.len()) {
            Some(place) if place.len() == settled.len() => {
                place.copy_from_slice(settled.as_bytes());
            }
            _ => return Err(PdfError::Structure),
        }
        range.contents(pdf).map(|_| range).ok_or(PdfError::Structure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    const PDF: &[u8] = b"%PDF-1.7 <00FF> %%EOF";

    fn signature(numbers: [i64; 4]) -> Dictionary {
        let numbers: Vec<Object> = numbers.into_iter().map(Object::Integer).collect();
        let contents = Object::String(vec![0x00, 0xFF], StringFormat::Hexadecimal);
        dictionary! { "ByteRange" => numbers, "Contents" => contents }
    }

    #[test]
    fn the_gap_is_exactly_the_contents() {
        let range = ByteRange::of(&signature([0, 9, 15, 6]), PDF).unwrap();
        assert_eq!(range.covered(PDF), [&b"%PDF-1.7 "[..], b" %%EOF"]);
        assert_eq!(range.end(), PDF.len());
    }

    #[test]
    fn every_other_form_is_refused() {
        for numbers in [
            [1, 9, 15, 6],
            [0, 10, 15, 6],
            [0, 9, 14, 7],
            [0, 9, 15, 7],
            [0, 9, 15, 5],
            [0, 15, 9, 6],
            [0, -9, 15, 6],
            [0, 9, 15, i64::MAX],
            [0, i64::MAX, i64::MAX, i64::MAX],
        ] {
            assert_eq!(ByteRange::of(&signature(numbers), PDF), None, "{numbers:?}");
        }
    }

    #[test]
    fn a_gap_with_other_contents_is_refused() {
        let mut other = signature([0, 9, 15, 6]);
        other.set("Contents", Object::String(vec![0x00, 0xFE], StringFormat::Hexadecimal));
        assert_eq!(ByteRange::of(&other, PDF), None);
    }
}
