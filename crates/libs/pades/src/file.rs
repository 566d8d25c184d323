//! Reading a PDF that may be hostile (ISO 32000-1 section 7).
//!
//! A general PDF library parses every object of a file before one can ask for the first; two
//! hundred kilobytes whose cross-references overlap then take gigabytes. Here an object is parsed
//! when it is asked for, and everything that costs time or memory is paid from one allowance
//! ([`Work`]). Damaged cross-reference data is not repaired: readers differ in how they repair,
//! and what they then show is not what was verified.

mod stream;
mod syntax;
mod work;
mod xref;

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId};

use crate::pdf::{MAX_PDF_LEN, PdfError};
use stream::Container;
use syntax::Parser;
use work::Work;
use xref::{Entry, Sections};

/// How long a chain of references may be.
const MAX_REFERENCES: usize = 8;

/// A PDF whose cross-references have been found.
pub(crate) struct File<'a> {
    bytes: &'a [u8],
    sections: Sections,
    containers: HashMap<u32, Option<Rc<Container>>>,
    work: Work,
}

impl<'a> File<'a> {
    /// Finds the cross-references of an unencrypted PDF.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, PdfError> {
        if bytes.len() > MAX_PDF_LEN {
            return Err(PdfError::TooLong);
        }
        if !bytes.starts_with(b"%PDF-") {
            return Err(PdfError::NotPdf);
        }
        let mut work = Work::default();
        let sections = Sections::read(bytes, &mut work).ok_or(PdfError::Unreadable)?;
        if sections.trailer().has(b"Encrypt") {
            return Err(PdfError::Encrypted);
        }
        Ok(Self { bytes, sections, containers: HashMap::new(), work })
    }

    /// The document catalog.
    pub(crate) fn catalog(&mut self) -> Result<Dictionary, PdfError> {
        let root = self.sections.trailer().get(b"Root").and_then(Object::as_reference);
        let catalog = root.ok().and_then(|id| self.object(id));
        let Some(Object::Dictionary(catalog)) = catalog else { return Err(PdfError::Unreadable) };
        Ok(catalog)
    }

    /// An error once the allowance is used up: what was found until then is not complete.
    pub(crate) fn check_complete(&self) -> Result<(), PdfError> {
        if self.work.is_used_up() { Err(PdfError::TooComplex) } else { Ok(()) }
    }

    /// An entry of a dictionary, with references followed.
    pub(crate) fn get(&mut self, dictionary: &Dictionary, key: &[u8]) -> Option<Object> {
        self.resolve(dictionary.get(key).ok()?.clone())
    }

    /// An entry that is a dictionary. Of a stream, this is its dictionary.
    pub(crate) fn dictionary(&mut self, owner: &Dictionary, key: &[u8]) -> Option<Dictionary> {
        let Object::Dictionary(found) = self.get(owner, key)? else { return None };
        Some(found)
    }

    /// An entry that is a name.
    pub(crate) fn name(&mut self, owner: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
        let Object::Name(found) = self.get(owner, key)? else { return None };
        Some(found)
    }

    /// An entry that is an array, taken out of its dictionary.
    pub(crate) fn take_array(&mut self, owner: &mut Dictionary, key: &[u8]) -> Option<Vec<Object>> {
        let Object::Array(found) = self.resolve(owner.remove(key)?)? else { return None };
        Some(found)
    }

    /// The object itself, or what a chain of references leads to.
    pub(crate) fn resolve(&mut self, object: Object) -> Option<Object> {
        let mut found = object;
        for _ in 0..MAX_REFERENCES {
            let Object::Reference(id) = found else { return Some(found) };
            found = self.object(id)?;
        }
        None
    }

    fn object(&mut self, id: ObjectId) -> Option<Object> {
        match self.sections.find(id.0, self.bytes, &mut self.work)? {
            Entry::Free => None,
            Entry::At(offset) => {
                let mut parser = Parser::new(self.bytes, offset, &mut self.work);
                (parser.object_header()? == id).then(|| parser.object())?
            }
            Entry::In(container) => {
                let container = self.container(container)?;
                container.object(id.0, &mut self.work)
            }
        }
    }

    /// An object stream, decoded once.
    fn container(&mut self, number: u32) -> Option<Rc<Container>> {
        if let Some(known) = self.containers.get(&number) {
            return known.clone();
        }
        let decoded = self.decode_container(number).map(Rc::new);
        self.containers.insert(number, decoded.clone());
        decoded
    }

    fn decode_container(&mut self, number: u32) -> Option<Container> {
        let Entry::At(offset) = self.sections.find(number, self.bytes, &mut self.work)? else {
            return None;
        };
        let mut parser = Parser::new(self.bytes, offset, &mut self.work);
        let id = parser.object_header()?;
        let Object::Dictionary(dictionary) = parser.object()? else { return None };
        let start = parser.stream_start()?;
        let length = self.stream_length(&dictionary)?;
        let raw = self.bytes.get(start..start.checked_add(length)?)?;
        (id.0 == number).then(|| Container::decode(&dictionary, raw, &mut self.work))?
    }

    /// A length may be a reference to a number that is an object of its own.
    fn stream_length(&mut self, dictionary: &Dictionary) -> Option<usize> {
        let length = dictionary.get(b"Length").ok()?;
        let Ok(id) = length.as_reference() else {
            return usize::try_from(length.as_i64().ok()?).ok();
        };
        let Entry::At(offset) = self.sections.find(id.0, self.bytes, &mut self.work)? else {
            return None;
        };
        let mut parser = Parser::new(self.bytes, offset, &mut self.work);
        let length = (parser.object_header()? == id).then(|| parser.object())??;
        usize::try_from(length.as_i64().ok()?).ok()
    }
}
