//! What an operator does to a running platform, by the commands alone.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use parvis_events::vat::v1::{CompanyVerified, VerifyCompany};
use parvis_events::{Envelope, Headers, Payload};
use parvis_kernel::{ApplicationId, Clock as _, SystemClock, VerificationId};
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::databases::open;
use crate::platform::{Platform, until};

/// An operator's command against the platform in a folder.
pub(crate) fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
    command.args(arguments).args(["--as", "oncall", "--data"]).arg(folder);
    command
}

/// Runs it to its end.
fn run(arguments: &[&str], platform: &Platform) -> Output {
    command(arguments, &platform.ground.folder()).output().unwrap()
}

/// What it printed, line by line; it must have ended with `code`.
pub(crate) fn told(output: &Output, code: i32) -> Vec<Value> {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A command that goes on, once it listens.
pub(crate) fn listening(mut command: Command) -> Child {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut word = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut word).unwrap();
    assert_eq!(word, "listening\n");
    child
}

/// What it printed until it ended well.
pub(crate) fn printed(mut child: Child) -> Vec<Value> {
    assert!(child.wait().unwrap().success());
    let mut text = String::new();
    child.stdout.unwrap().read_to_string(&mut text).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Puts a message into the inbox of the vat service, as if it had been heard.
async fn hear(platform: &Platform, id: &str, (aggregate, state): (&str, &str), body: &str) {
    let kind = VerifyCompany::TYPE;
    let into = "id, kind, aggregate, sequence, body, state, attempts, due_at, heard_at";
    let row = format!("'{id}', '{kind}', '{aggregate}', 1, '{body}', '{state}', 0, 0, 0");
    write(platform, &format!("INSERT INTO inbox ({into}) VALUES ({row})")).await;
}

async fn write(platform: &Platform, sql: &str) {
    let database = open(&platform.ground.databases()["vat"]).await;
    database.execute_unprepared(sql).await.unwrap();
    database.close().await.unwrap();
}

/// An order to check a company that came after later ones about the same verification.
async fn late(platform: &Platform) -> Envelope {
    let subject = VerificationId::fresh().to_string();
    let order = VerifyCompany {
        verification_id: subject.clone(),
        application_id: ApplicationId::fresh().to_string(),
        reference: "late".to_owned(),
        vat_number: "BE0477472701".to_owned(),
    };
    let headers = Headers {
        service: "onboarding",
        subject,
        sequence: 1,
        time: SystemClock.now(),
        correlation: None,
        traceparent: None,
    };
    let data = serde_json::to_value(&order).unwrap();
    let envelope = Envelope::new(VerifyCompany::TYPE, data, headers);
    let aggregate = envelope.aggregate();
    write(platform, &format!("INSERT INTO inbox_stream VALUES ('{aggregate}', 5)")).await;
    let body = serde_json::to_string(&envelope).unwrap();
    hear(platform, &envelope.id.to_string(), (&aggregate, "waiting"), &body).await;
    envelope
}

/// The messages that are parked.
fn parked(platform: &Platform) -> Vec<Value> {
    told(&run(&["parked", "list", "--json"], platform), 0)
}

async fn until_parked(platform: &Platform, count: usize) -> Vec<Value> {
    until("the parked messages", || async {
        let parked = parked(platform);
        (parked.len() == count).then_some(parked)
    })
    .await
}

fn order(platform: &Platform, verb: &str, rest: &[&str], code: i32) -> Value {
    let words = [&["parked", verb, "--service", "vat", "--json"], rest].concat();
    told(&run(&words, platform), code).remove(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parked_message_is_listed_shown_and_handled_once_when_it_is_replayed() {
    let platform = Platform::start();
    let message = late(&platform).await;
    let id = message.id.to_string();
    let listed = until_parked(&platform, 1).await.remove(0);
    assert_eq!((&listed["service"], &listed["id"]), (&json!("vat"), &json!(id)));
    assert_eq!(listed["last_error"], "sequence 1 came after 5");
    let table = run(&["parked", "list"], &platform);
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(table.starts_with("SERVICE") && table.contains(&id), "{table}");
    assert!(!table.contains("BE0477472701"), "a list says nothing of what they say: {table}");
    let shown = order(&platform, "show", &[&id], 0);
    assert_eq!(shown["envelope"], serde_json::to_value(&message).unwrap());

    let kind = ["--type", CompanyVerified::TYPE, "--count", "1"];
    let words = [&["events", "tail"][..], &kind].concat();
    let tail = listening(command(&words, &platform.ground.folder()));
    let replayed = order(&platform, "replay", &[&id], 0);
    assert_eq!(replayed, json!({ "service": "vat", "replayed": 1 }));
    let verified = printed(tail).remove(0);
    assert_eq!(verified["subject"], message.subject.as_str());
    assert_eq!(verified["data"]["reference"], "late");

    until_parked(&platform, 0).await;
    let again = until("the handling", || async {
        let again = order(&platform, "replay", &[&id], 0);
        again.get("already_handled").cloned()
    });
    assert_eq!(again.await, 1);
    let shown = order(&platform, "show", &[&id], 0);
    assert_eq!((&shown["state"], &shown["envelope"]), (&json!("done"), &Value::Null));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn poison_is_parked_again_until_it_is_discarded_and_all_of_it_is_in_the_audit() {
    let platform = Platform::start();
    hear(&platform, "evt_poison", ("/parvis/onboarding:a", "waiting"), "{\"canari\":1}").await;
    hear(&platform, "sha256_unread", ("", "parked"), "{\"cana").await;
    until_parked(&platform, 2).await;
    assert_eq!(order(&platform, "show", &["sha256_unread"], 0)["raw"], "{\"cana");
    let replayed = order(&platform, "replay", &["--all"], 1);
    assert_eq!(replayed, json!({ "service": "vat", "replayed": 1, "unreadable": 1 }));
    until_parked(&platform, 2).await;
    let nothing = order(&platform, "replay", &["--type", CompanyVerified::TYPE], 0);
    assert_eq!(nothing, json!({ "service": "vat" }));
    let all = ["evt_poison", "sha256_unread", "--reason", "ticket 7"];
    let discarded = order(&platform, "discard", &all, 0);
    assert_eq!(discarded, json!({ "service": "vat", "discarded": 2 }));
    assert_eq!(parked(&platform), Vec::<Value>::new());
    let unknown = order(&platform, "replay", &["evt_unknown"], 1);
    assert_eq!(unknown, json!({ "service": "vat", "unknown": 1 }));

    let audit = told(&run(&["parked", "audit", "--json", "--service", "vat"], &platform), 0);
    let deeds = audit.iter().filter(|entry| entry["action"] != "list");
    let deeds: Vec<_> = deeds
        .map(|entry| ["action", "message", "outcome"].map(|of| entry[of].as_str().unwrap_or("-")))
        .collect();
    let wanted = [
        ["show", "sha256_unread", "shown"],
        ["replay", "evt_poison", "replayed"],
        ["replay", "sha256_unread", "unreadable"],
        ["replay", "-", "nothing"],
        ["discard", "evt_poison", "discarded"],
        ["discard", "sha256_unread", "discarded"],
        ["replay", "evt_unknown", "unknown"],
    ];
    assert_eq!(deeds, wanted);
    assert!(audit.iter().all(|entry| entry["actor"] == "operator:oncall"));
    let table = run(&["parked", "audit"], &platform);
    assert!(String::from_utf8(table.stdout).unwrap().contains("ticket 7"));
}

#[test]
fn what_is_asked_wrongly_is_told_before_anybody_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    for wrong in [
        &["parked"][..],
        &["parked", "replay", "--service", "vat"],
        &["parked", "replay", "--service", "vat", "evt_1", "--all"],
        &["parked", "replay", "--all"],
        &["parked", "discard", "--service", "vat", "evt_1"],
        &["parked", "discard", "--service", "vat", "evt_1", "--reason", " a "],
        &["parked", "list", "--limit", "501"],
        &["parked", "list", "--after", "7"],
        &["events", "replay", "--since", "yesterday", "--queue", "q"],
    ] {
        let output = command(wrong, folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    let mut nameless = Command::new(env!("CARGO_BIN_EXE_parvis"));
    nameless.args(["parked", "list"]).env("USER", "");
    assert_eq!(nameless.output().unwrap().status.code(), Some(2));
    let nobody = command(&["parked", "list"], folder.path()).output().unwrap();
    assert_eq!(nobody.status.code(), Some(1));
    assert!(String::from_utf8(nobody.stderr).unwrap().contains("operator.json"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operators_key_opens_what_is_said_by_address_too_and_another_key_does_not() {
    let platform = Platform::start();
    let place = std::fs::read_to_string(platform.ground.folder().join("operator.json")).unwrap();
    let place: Value = serde_json::from_str(&place).unwrap();
    let key = platform.ground.folder().join(place["identity_key_file"].as_str().unwrap());
    let address = place["addresses"]["vat"].as_str().unwrap();
    let list = |file: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.args(["parked", "list", "--json", "--as", "oncall", "--service", "vat"]);
        command.args(["--address", address, "--identity-key-file"]).arg(file);
        command.output().unwrap()
    };
    assert_eq!(told(&list(&key), 0), Vec::<Value>::new());
    let secrets = platform.ground.folder().join("others");
    let made = Command::new(env!("CARGO_BIN_EXE_parvis")).arg("secrets").arg(&secrets).output();
    assert!(made.unwrap().status.success());
    let foreign = list(&secrets.join("operator.identity-key"));
    assert_eq!(foreign.status.code(), Some(1));
    assert!(String::from_utf8(foreign.stderr).unwrap().contains("vat answered 401"));
}
