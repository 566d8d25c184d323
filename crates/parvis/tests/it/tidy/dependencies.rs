//! The dependency line: kernel, events, bus, outbox, chassis, services and gateway, parvis.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use super::{SERVICES, none, root};

/// What a crate may need, by its folder: itself and what stands before it in the line.
const LINE: [&str; 5] = ["kernel", "events", "bus", "outbox", "chassis"];
const LIBS: [&str; 3] = ["company", "pades", "vatid"];

struct Package {
    needs: Vec<String>,
    manifest: String,
    licence: String,
}

fn packages() -> BTreeMap<String, Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |package: &Value| {
        let name = package["name"].as_str().unwrap().to_owned();
        let needs = package["dependencies"].as_array().unwrap().iter();
        // A normal dependency has no kind.
        let needs = needs.filter(|d| d["kind"].is_null());
        let needs = needs.filter_map(|d| d["name"].as_str()?.strip_prefix("parvis-"));
        let manifest = std::fs::read_to_string(package["manifest_path"].as_str().unwrap());
        let package = Package {
            needs: needs.map(ToOwned::to_owned).collect(),
            manifest: manifest.unwrap(),
            licence: package["license"].as_str().unwrap_or_default().to_owned(),
        };
        (name.strip_prefix("parvis-").unwrap_or(&name).to_owned(), package)
    };
    metadata["packages"].as_array().unwrap().iter().map(of).collect()
}

/// Whether `name` may need `other`.
fn may_need(name: &str, other: &str) -> bool {
    if LIBS.contains(&other) {
        return name != "kernel";
    }
    if LIBS.contains(&name) || name == "sandbox" {
        return false;
    }
    match LINE.iter().position(|n| *n == name) {
        Some(place) => LINE[..place].contains(&other),
        None if SERVICES.contains(&name) || name == "gateway" || name == "testkit" => {
            LINE.contains(&other)
        }
        None => name == "parvis" && other != "testkit",
    }
}

#[test]
fn dependencies_form_one_line() {
    let mut broken = Vec::new();
    for (name, package) in packages() {
        let wrong = package.needs.iter().filter(|other| !may_need(&name, other));
        broken.extend(wrong.map(|other| format!("{name} needs {other}")));
    }
    none("turn the dependency around, or send a message", &broken);
}

#[test]
fn every_crate_keeps_the_same_lints_and_licence() {
    let kept = |package: &Package| {
        package.manifest.contains("[lints]\nworkspace = true")
            && package.licence == "MIT OR Apache-2.0"
            && !package.manifest.lines().any(|l| l.contains("version = \""))
    };
    let broken: Vec<_> =
        packages().into_iter().filter(|(_, p)| !kept(p)).map(|(name, _)| name).collect();
    none("take lints, licence and versions from the workspace", &broken);
}
