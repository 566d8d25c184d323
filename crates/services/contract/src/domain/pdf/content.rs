//! Tidying the page contents that genpdf writes.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Operation;
use lopdf::{Object, StringFormat};

/// The glyphs that a document uses, by the name of the font resource.
pub(super) type UsedGlyphs = BTreeMap<Vec<u8>, BTreeSet<u16>>;

/// Width of hairlines in points.
const HAIRLINE: f32 = 0.6;

/// Removes the marks of optional content and what has no effect, joins the pieces of each text and
/// shortens numbers.
pub(super) fn tidied(operations: Vec<Operation>, used: &mut UsedGlyphs) -> Vec<Operation> {
    let mut out = vec![Operation::new("w", vec![Object::Real(HAIRLINE)])];
    let mut marked: Vec<bool> = Vec::new();
    let mut font = Vec::new();
    let mut state = State::default();
    for mut operation in operations {
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                let optional = operation.operands.first() == Some(&Object::Name(b"OC".to_vec()));
                marked.push(optional);
                if optional {
                    continue;
                }
            }
            "EMC" if marked.pop() == Some(true) => continue,
            "Tf" => font = name(operation.operands.first()),
            "TJ" => join_text(&mut operation, used.entry(font.clone()).or_default()),
            "TL" => continue,
            _ => {}
        }
        operation.operands.iter_mut().for_each(shorten);
        if state.keeps(&operation) {
            continue;
        }
        out.push(operation);
    }
    out
}

fn name(operand: Option<&Object>) -> Vec<u8> {
    operand.and_then(|object| object.as_name().ok()).unwrap_or_default().to_vec()
}

/// The colours and the font in force, by operator.
#[derive(Default)]
struct State(BTreeMap<String, Vec<Object>>);

impl State {
    /// Whether the operation changes nothing: it repeats what is in force, or it is the black to
    /// which genpdf returns after each text and line, though each of ours sets its own colour.
    fn keeps(&mut self, operation: &Operation) -> bool {
        let Operation { operator, operands } = operation;
        let black = || operands.iter().all(|part| part.as_float().is_ok_and(|part| part == 0.0));
        match operator.as_str() {
            "rg" | "RG" if black() => true,
            "rg" | "RG" | "Tf" => {
                self.0.insert(operator.clone(), operands.clone()).as_ref() == Some(operands)
            }
            _ => false,
        }
    }
}

/// Joins neighbouring strings of a `TJ` array and notes their glyphs, two bytes each.
fn join_text(operation: &mut Operation, used: &mut BTreeSet<u16>) {
    let Some(Object::Array(pieces)) = operation.operands.first_mut() else { return };
    let mut joined: Vec<Object> = Vec::new();
    for piece in std::mem::take(pieces) {
        let Object::String(bytes, _) = piece else {
            joined.push(piece);
            continue;
        };
        used.extend(bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])));
        match joined.last_mut() {
            Some(Object::String(last, _)) => last.extend(bytes),
            _ => joined.push(Object::String(bytes, StringFormat::Literal)),
        }
    }
    *pieces = joined;
}

/// Rounds to a thousandth, which is finer than any printer and any colour depth in use.
fn shorten(object: &mut Object) {
    if let Object::Real(number) = object {
        *number = (*number * 1000.0).round() / 1000.0;
    }
}
