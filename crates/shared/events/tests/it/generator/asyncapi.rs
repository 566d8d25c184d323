//! `proto/asyncapi.yaml`: the messages for tools that read `AsyncAPI` 3.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, Result};
use protox::prost_reflect::DescriptorPool;
use yaml_serde::{Mapping, Value};

use super::listed::Listed;
use super::tree::{list, object, reference};
use super::{broker, root, schema};

/// What does not follow from `proto/`.
const HEAD: &str = include_str!("asyncapi.head.yaml");

/// The description's text.
pub(crate) fn text(pool: &DescriptorPool, listed: &[Listed]) -> Result<String> {
    let head = HEAD.replace("VERSION", env!("CARGO_PKG_VERSION"));
    let mut document: Value = yaml_serde::from_str(&head)?;
    let fixtures = fixtures()?;
    for message in listed {
        let name = message.name();
        place(&mut document, &["channels"], name, channel(message))?;
        place(&mut document, &["components", "messages"], name, described(message, &fixtures)?)?;
        for (operation, value) in operations(message) {
            place(&mut document, &["operations"], &operation, value)?;
        }
    }
    for (name, schema) in schema::schemas(pool)? {
        place(&mut document, &["components", "schemas"], &name, schema)?;
    }
    let first = head.lines().next().context("the head's first line")?;
    Ok(format!("{first}\n{}", with_quoted_instants(&yaml_serde::to_string(&document)?)))
}

/// YAML 1.1, which many tools still read, takes a plain instant for a date.
fn with_quoted_instants(yaml: &str) -> String {
    let is_instant =
        |value: &str| value.starts_with("20") && value.as_bytes().get(10) == Some(&b'T');
    let line = |line: &str| match line.split_once(": ") {
        Some((name, value)) if is_instant(value) => format!("{name}: '{value}'\n"),
        Some(_) | None => format!("{line}\n"),
    };
    yaml.lines().map(line).collect()
}

fn place(document: &mut Value, path: &[&str], name: &str, value: Value) -> Result<()> {
    let folder = path.iter().try_fold(document, |at, step| at.get_mut(*step));
    let folder: &mut Mapping =
        folder.and_then(Value::as_mapping_mut).context("the head's shape")?;
    folder.insert(name.into(), value);
    Ok(())
}

/// Every fixture by its file's name, members in their order.
fn fixtures() -> Result<BTreeMap<String, Value>> {
    let read = |entry: fs::DirEntry| -> Result<_> {
        let name = entry.file_name().to_string_lossy().into_owned();
        Ok((name, yaml_serde::from_str(&fs::read_to_string(entry.path())?)?))
    };
    fs::read_dir(root().join("proto/fixtures"))?.map(|entry| read(entry?)).collect()
}

/// A channel for each routing key.
fn channel(message: &Listed) -> Value {
    let path = format!("components/messages/{}", message.name());
    object([
        ("address", message.name().into()),
        ("messages", object([(message.descriptor.name(), reference(&path))])),
        (
            "bindings",
            reference(&format!("components/channelBindings/{}", broker::exchange(message))),
        ),
    ])
}

fn described(message: &Listed, fixtures: &BTreeMap<String, Value>) -> Result<Value> {
    let name = message.name();
    let kind = if message.is_command { "command" } else { "fact" };
    let of_message =
        |file: &&String| file.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    let examples = fixtures.keys().filter(of_message).map(|file| {
        object([
            ("name", file.trim_end_matches(".json").into()),
            ("payload", fixtures[file].clone()),
        ])
    });
    let examples: Vec<_> = examples.collect();
    anyhow::ensure!(!examples.is_empty(), "{name} has no fixture");
    Ok(object([
        ("name", name.into()),
        ("title", message.descriptor.name().into()),
        ("summary", message.text.as_str().into()),
        ("tags", list([object([("name", kind.into())])])),
        ("x-since", message.since.as_str().into()),
        ("contentType", "application/cloudevents+json".into()),
        ("correlationId", reference("components/correlationIds/journey")),
        ("payload", payload(message)),
        ("examples", list(examples)),
    ]))
}

/// The envelope, narrowed to the one message.
fn payload(message: &Listed) -> Value {
    let sources = message.said_by.iter().map(|service| format!("/parvis/{service}"));
    let data = format!("components/schemas/{}", message.name());
    let narrowed = object([
        ("type", object([("const", message.name().into())])),
        ("source", object([("enum", list(sources))])),
        ("data", reference(&data)),
    ]);
    let narrowed = object([("type", "object".into()), ("properties", narrowed)]);
    object([("allOf", list([reference("components/schemas/envelope"), narrowed]))])
}

/// What each service does with the message.
fn operations(message: &Listed) -> Vec<(String, Value)> {
    let said = if message.must_be_heard() { "said-to-somebody" } else { "said" };
    let says = message.said_by.iter().map(|service| (service, "send", said));
    let hears = message.heard_by.iter().map(|service| (service, "receive", "heard"));
    let overhears = message.overheard_by.iter().map(|process| (process, "receive", "overheard"));
    let operation = |(who, action, how): (&String, &str, &str)| {
        let (name, short) = (message.name(), message.descriptor.name());
        let value = object([
            ("action", action.into()),
            ("channel", reference(&format!("channels/{name}"))),
            ("tags", list([object([("name", who.as_str().into())])])),
            ("messages", list([reference(&format!("channels/{name}/messages/{short}"))])),
            ("bindings", reference(&format!("components/operationBindings/{how}"))),
        ]);
        (format!("{who}.{action}.{name}"), value)
    };
    says.chain(hears).chain(overhears).map(operation).collect()
}
