//! The fields of the interactive form (ISO 32000-1 section 12.7).

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The deepest nesting and the largest number of nodes that are followed.
const MAX_DEPTH: usize = 32;
const MAX_NODES: usize = 20_000;

/// A node of the field tree.
pub(crate) struct Field<'a> {
    /// The fully qualified name: the partial names from the root, joined by dots.
    pub(crate) name: String,
    pub(crate) dictionary: &'a Dictionary,
    pub(crate) is_signature: bool,
}

impl<'a> Field<'a> {
    /// The signature dictionary, when this is a signature field that has been signed.
    pub(crate) fn signature(&self, document: &'a Document) -> Option<&'a Dictionary> {
        let value = self.dictionary.get_deref(b"V", document).and_then(Object::as_dict).ok();
        value.filter(|_| self.is_signature)
    }
}

/// Every field of the form, parents before their children.
pub(crate) fn fields(document: &Document) -> Vec<Field<'_>> {
    let mut walk = Walk { document, seen: HashSet::new(), found: Vec::new() };
    let roots = document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"AcroForm", document))
        .and_then(Object::as_dict)
        .and_then(|form| form.get_deref(b"Fields", document))
        .and_then(Object::as_array);
    if let Ok(roots) = roots {
        walk.visit_all(roots, &Inherited { name: String::new(), is_signature: false }, MAX_DEPTH);
    }
    walk.found
}

struct Inherited {
    name: String,
    is_signature: bool,
}

struct Walk<'a> {
    document: &'a Document,
    seen: HashSet<ObjectId>,
    found: Vec<Field<'a>>,
}

impl<'a> Walk<'a> {
    fn visit_all(&mut self, nodes: &'a [Object], above: &Inherited, depth: usize) {
        for node in nodes {
            if self.found.len() < MAX_NODES {
                self.visit(node, above, depth);
            }
        }
    }

    fn visit(&mut self, node: &'a Object, above: &Inherited, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let Ok((id, object)) = self.document.dereference(node) else { return };
        let Ok(dictionary) = object.as_dict() else { return };
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        // A node without a partial name is a widget of its parent, not a field.
        let Ok(own) = dictionary.get_deref(b"T", self.document) else { return };
        let Ok(own) = lopdf::decode_text_string(own) else { return };
        let name = match above.name.as_str() {
            "" => own,
            parent => format!("{parent}.{own}"),
        };
        let kind = dictionary.get_deref(b"FT", self.document).and_then(Object::as_name);
        let is_signature = kind.map_or(above.is_signature, |kind| kind == b"Sig");
        self.found.push(Field { name: name.clone(), dictionary, is_signature });
        if let Ok(kids) = dictionary.get_deref(b"Kids", self.document).and_then(Object::as_array) {
            self.visit_all(kids, &Inherited { name, is_signature }, depth);
        }
    }
}
