//! JSON Schemas of the messages by the protobuf JSON mapping: names in lowerCamelCase, 64-bit integers as
//! text, times in RFC 3339.

use anyhow::{Result, bail};
use protox::prost_reflect::{DescriptorPool, FieldDescriptor, Kind, MessageDescriptor};
use yaml_serde::Value;

use super::listed::comment;
use super::tree::{list, object, reference};

/// The schema of each message of the platform, by its full name.
pub(crate) fn schemas(pool: &DescriptorPool) -> Result<Vec<(String, Value)>> {
    let ours = pool.all_messages().filter(|m| m.package_name().starts_with("parvis."));
    let mut ours: Vec<_> = ours.collect();
    ours.sort_by(|a, b| a.full_name().cmp(b.full_name()));
    ours.iter().map(|message| Ok((message.full_name().to_owned(), schema(message)?))).collect()
}

/// A reader takes what is missing for empty and ignores what it does not know, so nothing is required
/// and nothing more is forbidden.
fn schema(message: &MessageDescriptor) -> Result<Value> {
    let file = message.parent_file();
    let mut properties = Vec::new();
    for field in message.fields() {
        let text = comment(&file, field.path())?;
        properties.push((field.json_name().to_owned(), property(&field, text)?));
    }
    Ok(object([
        ("type", "object".into()),
        ("description", comment(&file, message.path())?.into()),
        ("properties", object(properties)),
    ]))
}

fn property(field: &FieldDescriptor, text: String) -> Result<Value> {
    if field.is_map() {
        bail!("{}: say how a map is described", field.full_name());
    }
    let one = kind(&field.kind())?;
    if field.is_list() {
        let several = [("type", "array".into()), ("items", object(one))];
        return Ok(object(several.into_iter().chain([("description", text.into())])));
    }
    if field.kind().as_message().is_some_and(is_ours) {
        // Beside a reference nothing else is read.
        return Ok(object([("description", text.into()), ("allOf", list([object(one)]))]));
    }
    Ok(object(one.into_iter().chain([("description", text.into())])))
}

fn is_ours(message: &MessageDescriptor) -> bool {
    message.package_name().starts_with("parvis.")
}

fn kind(kind: &Kind) -> Result<Vec<(&'static str, Value)>> {
    Ok(match kind {
        Kind::String => vec![("type", "string".into())],
        Kind::Bool => vec![("type", "boolean".into())],
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => integer(i32::MIN.into(), i32::MAX.into()),
        Kind::Uint32 | Kind::Fixed32 => integer(0, u32::MAX.into()),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => text_like("^-?[0-9]{1,19}$"),
        Kind::Uint64 | Kind::Fixed64 => text_like("^[0-9]{1,20}$"),
        Kind::Enum(names) => {
            let names = names.values().map(|value| value.name().to_owned());
            vec![("type", "string".into()), ("enum", list(names))]
        }
        Kind::Message(message) if is_ours(message) => {
            let path = format!("components/schemas/{}", message.full_name());
            vec![("$ref", reference(&path)["$ref"].clone())]
        }
        Kind::Message(message) if message.full_name() == "google.protobuf.Timestamp" => {
            vec![("type", "string".into()), ("format", "date-time".into())]
        }
        Kind::Message(_) | Kind::Bytes | Kind::Float | Kind::Double => {
            bail!("say how {kind:?} is described")
        }
    })
}

fn integer(least: i64, most: i64) -> Vec<(&'static str, Value)> {
    vec![("type", "integer".into()), ("minimum", least.into()), ("maximum", most.into())]
}

fn text_like(pattern: &str) -> Vec<(&'static str, Value)> {
    vec![("type", "string".into()), ("pattern", pattern.into())]
}
