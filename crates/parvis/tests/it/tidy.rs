//! The rules of the house that a machine can keep. Each says what to do when it fails.

mod code;
mod dependencies;
mod documents;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

pub(crate) const SERVICES: [&str; 6] =
    ["contract", "mailer", "onboarding", "registry", "signature", "vat"];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A file of the repository: its path from the root, and its text.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All Rust files that people wrote.
fn sources() -> Vec<Source> {
    ["crates", "gateway"].iter().flat_map(|folder| rust_files(&root().join(folder))).collect()
}

pub(crate) fn rust_files(folder: &Path) -> Vec<Source> {
    let root = root();
    WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "rs"))
        .map(|entry| Source {
            path: entry.path().strip_prefix(&root).unwrap().display().to_string(),
            text: fs::read_to_string(entry.path()).unwrap(),
        })
        .filter(|source| !source.path.contains("/generated/") && !source.path.contains("/target/"))
        .collect()
}

/// Fails with the list of what breaks a rule.
fn none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}:\n  {}", broken.join("\n  "));
}
