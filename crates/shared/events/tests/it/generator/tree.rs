//! Ordered trees for YAML and JSON: members stand in the order in which they were written.

use yaml_serde::{Mapping, Value};

/// An object with these members.
pub(crate) fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Value)>) -> Value {
    Value::Mapping(
        members.into_iter().map(|(k, v)| (Value::String(k.into()), v)).collect::<Mapping>(),
    )
}

/// A list of these.
pub(crate) fn list<V: Into<Value>>(items: impl IntoIterator<Item = V>) -> Value {
    Value::Sequence(items.into_iter().map(Into::into).collect())
}

/// A reference within the document.
pub(crate) fn reference(path: &str) -> Value {
    object([("$ref", format!("#/{path}").into())])
}
