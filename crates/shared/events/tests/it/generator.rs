//! Generates the Rust of `proto/` without protoc: the messages, their JSON form, the catalogue.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use protox::prost::Message as _;
use protox::prost_reflect::prost_types::FileDescriptorSet;

/// The folder that holds the `.proto` files.
pub(crate) fn proto_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../proto")
}

/// All that the `.proto` files say.
pub(crate) fn compiled() -> Result<FileDescriptorSet> {
    let proto = proto_folder();
    Ok(protox::compile(sources(&proto)?, [&proto])?)
}

/// Writes all generated files into `out`.
pub(crate) fn generate(out: &Path) -> Result<()> {
    let set = compiled()?;
    prost_build::Config::new()
        .out_dir(out)
        .compile_well_known_types()
        .extern_path(".google.protobuf", "::pbjson_types")
        .compile_fds(set.clone())?;
    pbjson_build::Builder::new()
        .register_descriptors(&set.encode_to_vec())?
        .emit_fields()
        .ignore_unknown_fields()
        .out_dir(out)
        .build(&[".parvis"])?;
    fs::write(out.join("catalogue.rs"), catalogue(&set)?)?;
    Ok(())
}

fn sources(proto: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![proto.join("parvis")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "proto") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// One `impl Payload` for each message of a `commands.proto` or `facts.proto`, and their list.
fn catalogue(set: &FileDescriptorSet) -> Result<String> {
    let mut impls = String::new();
    let mut list = String::new();
    for file in &set.file {
        let kind = match file.name().rsplit('/').next() {
            Some("commands.proto") => "Command",
            Some("facts.proto") => "Fact",
            _ => continue,
        };
        for message in &file.message_type {
            let name = format!("{}.{}", file.package(), message.name());
            let path = file.package().replacen("parvis.", "crate::", 1).replace('.', "::");
            let kind = format!("Kind::{kind}");
            writeln!(
                impls,
                "impl Payload for {path}::{} {{\n    const TYPE: &'static str = \"{name}\";\n    const KIND: Kind = {kind};\n}}\n",
                message.name()
            )?;
            writeln!(list, "    (\"{name}\", {kind}),")?;
        }
    }
    Ok(format!(
        "{impls}/// Every message, by its type, in the order of `proto/`.\npub const CATALOGUE: &[(&str, Kind)] = &[\n{list}];\n"
    ))
}
