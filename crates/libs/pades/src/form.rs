//! The fields of the interactive form (ISO 32000-1 section 12.7).

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use crate::file::File;
use crate::pdf::PdfError;

/// The deepest nesting and the largest number of fields that are followed.
const MAX_DEPTH: usize = 32;
const MAX_FIELDS: usize = 5_000;

/// A node of the field tree.
pub(crate) struct Field {
    /// The fully qualified name: the partial names from the root, joined by dots.
    pub(crate) name: String,
    pub(crate) dictionary: Dictionary,
    is_signature: bool,
}

impl Field {
    /// The signature dictionary, when this is a signature field that has been signed.
    pub(crate) fn signature(&self, file: &mut File<'_>) -> Option<Dictionary> {
        self.is_signature.then(|| file.dictionary(&self.dictionary, b"V"))?
    }
}

/// Every field of the form, parents before their children; all of them, or an error.
pub(crate) fn fields(file: &mut File<'_>) -> Result<Vec<Field>, PdfError> {
    let catalog = file.catalog()?;
    let form = file.dictionary(&catalog, b"AcroForm");
    let roots = form.and_then(|mut form| file.take_array(&mut form, b"Fields"));
    let mut walk = Walk { file, seen: HashSet::new(), found: Vec::new() };
    walk.visit_all(roots.unwrap_or_default(), &Inherited::default(), MAX_DEPTH)?;
    let Walk { file, found, .. } = walk;
    file.check_complete()?;
    Ok(found)
}

#[derive(Default)]
struct Inherited {
    name: String,
    is_signature: bool,
}

struct Walk<'w, 'a> {
    file: &'w mut File<'a>,
    seen: HashSet<ObjectId>,
    found: Vec<Field>,
}

impl Walk<'_, '_> {
    fn visit_all(
        &mut self,
        nodes: Vec<Object>,
        above: &Inherited,
        depth: usize,
    ) -> Result<(), PdfError> {
        let depth = depth.checked_sub(1).ok_or(PdfError::TooComplex)?;
        nodes.into_iter().try_for_each(|node| self.visit(node, above, depth))
    }

    fn visit(&mut self, node: Object, above: &Inherited, depth: usize) -> Result<(), PdfError> {
        // A cycle comes back to an object that was seen.
        if node.as_reference().is_ok_and(|id| !self.seen.insert(id)) {
            return Ok(());
        }
        let Some(Object::Dictionary(mut dictionary)) = self.file.resolve(node) else {
            return Ok(());
        };
        // A node without a partial name is a widget of its parent, not a field.
        let own = self.file.get(&dictionary, b"T");
        let Some(Ok(own)) = own.map(|own| lopdf::decode_text_string(&own)) else { return Ok(()) };
        let name = match above.name.as_str() {
            "" => own,
            parent => format!("{parent}.{own}"),
        };
        let kind = self.file.name(&dictionary, b"FT");
        let is_signature = kind.map_or(above.is_signature, |kind| kind == b"Sig");
        let kids = self.file.take_array(&mut dictionary, b"Kids").unwrap_or_default();
        self.found.push(Field { name: name.clone(), dictionary, is_signature });
        if self.found.len() > MAX_FIELDS {
            return Err(PdfError::TooComplex);
        }
        self.visit_all(kids, &Inherited { name, is_signature }, depth)
    }
}
