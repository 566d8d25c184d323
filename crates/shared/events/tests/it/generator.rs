//! Generates all that is committed but follows from `proto/`, without protoc: the Rust, the catalogue
//! for readers, the `AsyncAPI` description, the broker's definitions.

#[path = "generator/asyncapi.rs"]
mod asyncapi;
#[path = "generator/broker.rs"]
mod broker;
#[path = "generator/listed.rs"]
mod listed;
#[path = "generator/readme.rs"]
mod readme;
#[path = "generator/rust.rs"]
mod rust;
#[path = "generator/schema.rs"]
mod schema;
#[path = "generator/tree.rs"]
mod tree;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use protox::Compiler;
use protox::prost_reflect::DescriptorPool;

use listed::Listed;

/// The folder of the generated Rust; whatever else stands in it is stale.
pub(crate) const RUST: &str = "crates/shared/events/src/generated";

/// The folder of the whole repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// All that the `.proto` files say, their options and comments included.
pub(crate) fn compiled() -> Result<DescriptorPool> {
    let proto = root().join("proto");
    let mut compiler = Compiler::new([&proto])?;
    compiler.include_imports(true).include_source_info(true).open_files(sources(&proto)?)?;
    Ok(compiler.descriptor_pool())
}

/// The text of each generated file, by its path from the root.
pub(crate) fn generated() -> Result<BTreeMap<String, String>> {
    let pool = compiled()?;
    let listed = Listed::all(&pool)?;
    let mut files = rust::files(&pool, &listed)?;
    files.insert("proto/README.md".into(), readme::text(&listed)?);
    files.insert("proto/asyncapi.yaml".into(), asyncapi::text(&pool, &listed)?);
    files.insert("deploy/rabbitmq/definitions.json".into(), broker::text(&listed)?);
    Ok(files)
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
