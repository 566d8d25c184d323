use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::generator::generate;

fn files(folder: &Path) -> BTreeMap<String, String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn the_committed_code_is_what_proto_generates() {
    let fresh = tempfile::tempdir().unwrap();
    generate(fresh.path()).unwrap();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/generated");
    let (fresh, committed) = (files(fresh.path()), files(&committed));
    assert_eq!(
        fresh.keys().collect::<Vec<_>>(),
        committed.keys().collect::<Vec<_>>(),
        "run scripts/generate"
    );
    for (name, text) in &fresh {
        assert!(committed[name] == *text, "{name} is stale: run scripts/generate");
    }
}
