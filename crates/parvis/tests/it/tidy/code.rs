//! The code: sizes, the pure domain, the seams.

use super::{SERVICES, Source, none, root, rust_files, sources};

const MOST_LINES: usize = 400;

/// What has no place in a domain: it decides, and neither waits nor looks around.
const IMPURE: [&str; 9] = [
    "async ",
    ".await;",
    ".await?",
    "sea_orm",
    "actix_web",
    "reqwest",
    "SystemClock",
    "tokio",
    "Database",
];

fn paths(broken: Vec<Source>) -> Vec<String> {
    broken.into_iter().map(|source| source.path).collect()
}

/// The code without comments, so that a rule can be explained where it is kept.
fn code(text: &str) -> String {
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_file_is_longer_than_a_thought() {
    let long = |source: &Source| source.text.lines().count() > MOST_LINES;
    none("split these", &paths(sources().into_iter().filter(long).collect()));
}

#[test]
fn every_domain_is_pure() {
    let mut broken = Vec::new();
    for service in SERVICES {
        for source in rust_files(&root().join(format!("crates/services/{service}/src/domain"))) {
            let code = code(&source.text);
            let found = IMPURE.iter().filter(|word| code.contains(**word));
            broken.extend(found.map(|word| format!("{}: {word}", source.path)));
        }
    }
    none("a domain holds no async, SQL, HTTP or clock", &broken);
}

#[test]
fn only_the_outbox_opens_a_change() {
    let opens = |source: &Source| {
        code(&source.text).contains("Pen::take")
            && !source.path.starts_with("crates/shared/outbox/")
            && !source.path.ends_with("tidy/code.rs")
    };
    none("use Tx::apply", &paths(sources().into_iter().filter(opens).collect()));
}

#[test]
fn no_service_calls_another_by_a_name_in_its_code() {
    let mut broken = Vec::new();
    for service in SERVICES {
        for source in rust_files(&root().join(format!("crates/services/{service}/src"))) {
            let code = code(&source.text);
            let calls = ["peers.json(\"", "peers.bytes(\"", "parvis-", "http://", "https://"];
            let literal =
                |call: &&&str| SERVICES.iter().any(|s| code.contains(&format!("{call}{s}")));
            broken.extend(
                calls.iter().filter(literal).map(|call| format!("{}: {call}", source.path)),
            );
        }
    }
    none("let a setting or the message name the other service", &broken);
}

#[test]
fn every_main_is_a_few_lines() {
    let long = |source: &Source| {
        source.path.ends_with("/main.rs")
            && !source.path.contains("/tests/")
            && source.text.lines().count() > 12
    };
    none("move the logic out of these", &paths(sources().into_iter().filter(long).collect()));
}
