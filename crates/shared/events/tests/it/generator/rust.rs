//! The Rust of `proto/`: messages, their JSON form, the catalogue.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::Result;
use protox::prost::Message as _;
use protox::prost_reflect::DescriptorPool;
use protox::prost_reflect::prost_types::FileDescriptorSet;

use super::RUST;
use super::listed::Listed;

/// The generated files, by their paths.
pub(crate) fn files(pool: &DescriptorPool, listed: &[Listed]) -> Result<BTreeMap<String, String>> {
    let folder = tempfile::tempdir()?;
    let set = FileDescriptorSet { file: pool.file_descriptor_protos().cloned().collect() };
    pbjson_build::Builder::new()
        .register_descriptors(&set.encode_to_vec())?
        .emit_fields()
        .ignore_unknown_fields()
        .out_dir(folder.path())
        .build(&[".parvis"])?;
    prost_build::Config::new()
        .out_dir(folder.path())
        .compile_well_known_types()
        .extern_path(".google.protobuf", "::pbjson_types")
        .compile_fds(set)?;
    fs::write(folder.path().join("catalogue.rs"), catalogue(listed)?)?;
    let file = |entry: fs::DirEntry| -> Result<_> {
        let name = entry.file_name().to_string_lossy().into_owned();
        Ok((format!("{RUST}/{name}"), fs::read_to_string(entry.path())?))
    };
    fs::read_dir(folder.path())?.map(|entry| file(entry?)).collect()
}

/// One `impl Payload` for each message, and their list.
fn catalogue(listed: &[Listed]) -> Result<String> {
    let (mut impls, mut entries) = (String::new(), String::new());
    for message in listed {
        let name = message.name();
        let path = name.replacen("parvis.", "crate::", 1).replace('.', "::");
        let kind = if message.is_command { "Kind::Command" } else { "Kind::Fact" };
        writeln!(
            impls,
            "impl Payload for {path} {{\n    const TYPE: &'static str = \"{name}\";\n    const KIND: Kind = {kind};\n}}\n"
        )?;
        let Listed { since, said_by, heard_by, overheard_by, .. } = message;
        writeln!(
            entries,
            "    Entry {{\n        name: \"{name}\",\n        kind: {kind},\n        since: \"{since}\",\n        \
             said_by: &{said_by:?},\n        heard_by: &{heard_by:?},\n        overheard_by: &{overheard_by:?},\n    }},"
        )?;
    }
    Ok(format!(
        "{impls}/// Every message, in the order of `proto/`.\npub const CATALOGUE: &[Entry] = &[\n{entries}];\n"
    ))
}
