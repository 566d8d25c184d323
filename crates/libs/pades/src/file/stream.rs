//! Streams that structure a file: their data, and the objects kept in object streams
//! (ISO 32000-1 sections 7.3.8 and 7.5.7).

use lopdf::{Dictionary, Object, Stream};

use super::syntax::Parser;
use super::work::Work;

/// The most that the data of one stream may become.
const MAX_LEN: usize = 16 << 20;

/// The data of a stream that is not encoded or encoded with Flate, with or without predictor.
pub(super) fn decode(dictionary: &Dictionary, raw: &[u8], work: &mut Work) -> Option<Vec<u8>> {
    let limit = work.left().min(MAX_LEN);
    let filter = match dictionary.get(b"Filter").ok() {
        None => None,
        Some(Object::Array(filters)) if filters.is_empty() => None,
        Some(Object::Array(filters)) if filters.len() == 1 => filters.first(),
        Some(filter) => Some(filter),
    };
    let Some(filter) = filter else {
        work.pay(raw.len())?;
        return Some(raw.to_vec());
    };
    if filter.as_name().ok()? != b"FlateDecode" {
        return None;
    }
    let mut encoded = Dictionary::new();
    encoded.set("Filter", filter.clone());
    if let Ok(parameters) = dictionary.get(b"DecodeParms") {
        encoded.set("DecodeParms", parameters.clone());
    }
    let decoded = Stream::new(encoded, raw.to_vec()).decompressed_content_with_limit(limit);
    // What turned out too long has cost as much as the longest.
    work.pay(raw.len() + decoded.as_ref().map_or(limit, Vec::len))?;
    decoded.ok()
}

/// An object stream, decoded.
pub(super) struct Container {
    data: Vec<u8>,
    count: usize,
    first: usize,
}

impl Container {
    pub(super) fn decode(dictionary: &Dictionary, raw: &[u8], work: &mut Work) -> Option<Self> {
        let number = |key: &[u8]| usize::try_from(dictionary.get(key).ok()?.as_i64().ok()?).ok();
        let (count, first) = (number(b"N")?, number(b"First")?);
        let data = decode(dictionary, raw, work)?;
        (first <= data.len()).then_some(Self { data, count, first })
    }

    /// The object of this number. The data begins with pairs of number and offset.
    pub(super) fn object(&self, wanted: u32, work: &mut Work) -> Option<Object> {
        let index = self.data.get(..self.first)?;
        let mut pairs = Parser::new(index, 0, work);
        for _ in 0..self.count {
            let (number, offset): (u32, usize) = (pairs.unsigned()?, pairs.unsigned()?);
            if number == wanted {
                return Parser::new(&self.data, self.first.checked_add(offset)?, work).object();
            }
        }
        None
    }
}
