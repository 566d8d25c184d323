//! The tree explains the system: what may stand at the root, and the rooms of every service.

use std::fs;

use super::{SERVICES, none, root};

const ROOT: [&str; 8] = [
    "Cargo.toml",
    "README.md",
    "crates",
    "deploy",
    "docker-compose.yml",
    "gateway",
    "proto",
    "scripts",
];
/// Beside the eight: what tools need there, and what a build makes.
const BESIDE: [&str; 6] =
    ["Cargo.lock", "LICENSE-APACHE", "LICENSE-MIT", "target", "data", "parvis-demo"];

const ROOMS: [&str; 14] = [
    "adapters",
    "commands",
    "domain",
    "error",
    "http",
    "lib",
    "main",
    "publish",
    "settings",
    "store",
    "subscribe",
    "pages",
    "templates",
    "smtp",
];

const FORBIDDEN: [&str; 9] =
    ["util", "utils", "helper", "helpers", "common", "misc", "manager", "types", "models"];

fn entries(folder: &str) -> Vec<String> {
    fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

fn stem(name: &str) -> &str {
    name.strip_suffix(".rs").unwrap_or(name)
}

#[test]
fn at_the_root_stand_only_the_agreed_entries() {
    let known = |name: &String| {
        name.starts_with('.') || ROOT.contains(&name.as_str()) || BESIDE.contains(&name.as_str())
    };
    let broken: Vec<_> = entries(".").into_iter().filter(|name| !known(name)).collect();
    none("move these below one of the eight entries of the root", &broken);
}

#[test]
fn every_service_has_the_same_rooms() {
    let mut broken = Vec::new();
    for service in SERVICES {
        let rooms = entries(&format!("crates/services/{service}/src"));
        let strange = rooms.iter().filter(|room| !ROOMS.contains(&stem(room)));
        broken.extend(strange.map(|room| format!("{service}/src/{room}")));
    }
    none("put these into one of the rooms of crates/README.md", &broken);
}

#[test]
fn no_file_is_called_by_a_name_that_says_nothing() {
    let broken: Vec<_> = super::sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            name == "mod.rs" || FORBIDDEN.contains(&stem(name))
        })
        .collect();
    none("name these by what they hold", &broken);
}
