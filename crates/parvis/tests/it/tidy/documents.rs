//! Documents don't rot: every path that a README names exists.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::{SERVICES, none, root};

/// The words in backquotes that look like a path of this repository.
fn paths_in(text: &str) -> Vec<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_path = |word: &&str| {
        let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "./_-".contains(c));
        plain && word.contains('/') && !word.starts_with('/') && !word.contains("//")
    };
    quoted.filter(is_path).map(|word| word.trim_start_matches("./").to_owned()).collect()
}

fn readmes() -> Vec<std::path::PathBuf> {
    let skipped = |name: &str| matches!(name, "target" | ".git" | "data" | "node_modules");
    WalkDir::new(root())
        .into_iter()
        .filter_entry(|e| !skipped(&e.file_name().to_string_lossy()))
        .map(|e| e.unwrap().into_path())
        .filter(|path| path.file_name().is_some_and(|n| n == "README.md"))
        .collect()
}

/// A path is told from the root, from its README, or, for a room, from any service.
fn exists(readme: &Path, path: &str) -> bool {
    let room = |service: &str| root().join("crates/services").join(service);
    root().join(path).exists()
        || readme.parent().unwrap().join(path).exists()
        || SERVICES
            .iter()
            .any(|s| room(s).join(path).exists() || room(s).join("src").join(path).exists())
}

/// What only a running platform makes.
fn is_made_at_run_time(path: &str) -> bool {
    path.starts_with("data") || path.starts_with("parvis-demo") || path.starts_with("target")
}

#[test]
fn every_path_that_a_readme_names_exists() {
    let mut broken = Vec::new();
    for readme in readmes() {
        let text = fs::read_to_string(&readme).unwrap();
        let missing = paths_in(&text)
            .into_iter()
            .filter(|path| !is_made_at_run_time(path) && !exists(&readme, path));
        broken.extend(missing.map(|path| format!("{}: {path}", readme.display())));
    }
    none("these paths are gone", &broken);
    assert!(readmes().len() >= 2, "the README and crates/README.md are missing");
}
