use std::collections::BTreeSet;
use std::fs;

use crate::generator::{RUST, generated, root};

#[test]
fn what_is_committed_is_what_proto_generates() {
    let fresh = generated().unwrap();
    for (path, text) in &fresh {
        let committed = fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(committed == *text, "{path} is stale: run scripts/generate");
    }
    let rust = fs::read_dir(root().join(RUST)).unwrap();
    let rust = rust.map(|entry| format!("{RUST}/{}", entry.unwrap().file_name().to_str().unwrap()));
    let known: BTreeSet<_> = fresh.keys().filter(|path| path.starts_with(RUST)).cloned().collect();
    assert_eq!(rust.collect::<BTreeSet<_>>(), known, "run scripts/generate");
}
