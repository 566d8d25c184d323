//! What concerns only the platform in one process: its folder. These run on it, whatever stack was chosen.

use std::collections::BTreeSet;
use std::path::Path;

use crate::databases::Databases;
use crate::discretion::{EMAIL, places_at_rest, travel};
use crate::ground::Form;
use crate::platform::Platform;

/// The files of databases whose bytes hold a text: deleted rows and the write-ahead log included.
fn files_with(folder: &Path, text: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let databases = files.filter(|path| path.to_string_lossy().contains(".db"));
    let holding = databases.filter(|path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    });
    holding.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_file_keeps_a_secret_or_a_person_that_was_removed() {
    let travelled = travel(Form::Embedded).await;
    let ground = &travelled.platform.ground;
    places_at_rest(&Databases::of(ground), EMAIL).await;
    for (what, secret) in &travelled.secrets {
        let files = files_with(&ground.folder(), secret);
        assert!(files.is_empty(), "the {what} stands in {files:?}");
    }
    let may = |file: &&String| file.starts_with("onboarding.") || file.starts_with("signature.");
    let files = files_with(&ground.folder(), EMAIL);
    assert!(files.iter().all(|file| may(&file)), "{EMAIL} stands in {files:?}");
    // What is looked for is really found where it must stand.
    assert!(!files_with(&ground.folder(), &travelled.uuid).is_empty());
}

#[test]
fn a_folder_is_used_by_one_platform_at_a_time() {
    let platform = Platform::start_embedded();
    let other = platform.ground.up().output().unwrap();
    assert_eq!(other.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&other.stderr).contains("another parvis uses"));
}
