//! A whole client journey with distinctive secrets and persons: where they may stand, and where never.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::databases::Databases;
use crate::platform::{Platform, answer, until};
use crate::samples;

const EMAIL: &str = "canari-zq7x@discretion.example";
const NAME: &str = "Signataire Zqxcanari";
const FUNCTION: &str = "Direction Wkjcanari";
const PHONE: &str = "+33 1 99 00 77 55";

/// A journey that was travelled to its end, and the secrets that were shown on its way.
struct Travelled {
    platform: Platform,
    uuid: String,
    /// What each secret is, and its text.
    secrets: Vec<(&'static str, String)>,
    events: Vec<Value>,
}

/// The part of a key that only its holder knows.
fn secret_part(key: &str) -> String {
    let (_, secret) = key.rsplit_once('_').unwrap();
    secret[..43].to_owned()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

fn order() -> Value {
    let mut order = samples::order();
    order["representative"] = json!(format!("{NAME} - {FUNCTION}"));
    order["email"] = json!(EMAIL);
    order["phone"] = json!(PHONE);
    order
}

async fn travel() -> Travelled {
    let platform = Platform::start_logging();
    let post = async |path: &str, body: Value| {
        let answer = platform.post(path, &body).await;
        assert!(answer.status < 300, "{path}: {}", answer.text);
        answer.body
    };
    post("/api/onboarding/verify-vat", json!({ "vatNumber": "BE0477472701" })).await;
    let submitted = post("/api/onboarding/submit", order()).await;
    let uuid = text(&submitted["data"]["onboardingId"]);
    let token = sign(&platform).await;
    let status = format!("/api/v1/onboarding/status/{uuid}");
    until("the activation", || async {
        let now = platform.get(&status).await.body;
        (now["onboarding_status"] == "activated").then_some(())
    })
    .await;
    let provision = json!({ "uuid": uuid, "generate_api_key": true });
    let keyed = post("/api/v1/onboarding/provision", provision).await;
    let complete = json!({ "tenant_id": "tenant_123" });
    post(&format!("/api/v1/onboarding/{uuid}/complete"), complete).await;
    let rotated = post("/api/v1/applications/me/keys", json!({})).await;
    let events = all_events(&platform, &uuid).await;
    let key_file = std::fs::read_to_string(platform.folder().join("key-encryption-key")).unwrap();
    let secrets = vec![
        ("master key", secret_part(&platform.master_key)),
        ("second master key", secret_part(&text(&rotated["master_key"]))),
        ("api key", secret_part(&text(&keyed["api_key"]))),
        ("api secret", secret_part(&text(&keyed["api_secret"]))),
        ("signing token", token),
        ("key-encryption key", key_file.trim().to_owned()),
        ("private key", "PRIVATE KEY".to_owned()),
    ];
    Travelled { platform, uuid, secrets, events }
}

/// Reads the mail, signs on the page, and returns the link's token.
async fn sign(platform: &Platform) -> String {
    let token = until("the link", || async {
        let inbox = platform.sandbox(Method::GET, &format!("/inbox/messages?to={EMAIL}"));
        let inbox = answer(inbox).await.unwrap().body;
        let mail = inbox["messages"].as_array()?.first()?["text"].as_str()?.to_owned();
        let (_, link) = mail.split_once("/sign/")?;
        Some(link.split_whitespace().next()?.to_owned())
    })
    .await;
    let page = answer(platform.keyless(Method::GET, &format!("/sign/{token}"))).await.unwrap();
    assert!(page.text.contains(NAME), "the page does not greet the signer");
    let form = [("mode", "type"), ("name", NAME), ("consent", "yes")];
    for step in ["review", "confirm"] {
        let request = platform.keyless(Method::POST, &format!("/sign/{token}/{step}"));
        let told = answer(request.form(&form)).await.unwrap();
        assert!(told.status < 400, "{step}: {}", told.text);
    }
    token
}

/// All events, once the last of the three mails is recorded as sent.
async fn all_events(platform: &Platform, uuid: &str) -> Vec<Value> {
    until("the mails", || async {
        let page = platform.get(&format!("/api/v1/onboarding/{uuid}/events")).await.body;
        let events = page["data"].as_array()?.clone();
        let sent = |event: &&Value| text(&event["type"]).ends_with(".MailSent");
        (events.iter().filter(sent).count() == 3).then_some(events)
    })
    .await
}

/// Where a text stands once everything is handled.
async fn places_at_rest(databases: &Databases, text: &str) -> BTreeSet<String> {
    let mut before = databases.places(text).await;
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = databases.places(text).await;
        if now == before {
            break;
        }
        before = now;
    }
    before
}

fn log_holds(log: &str, what: &str) -> Option<String> {
    log.lines().find(|line| line.contains(what)).map(|line| line.chars().take(400).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secrets_and_persons_stay_where_they_belong() {
    let travelled = travel().await;
    let databases = Databases::of(travelled.platform.folder());
    let events: String = travelled.events.iter().map(Value::to_string).collect();
    let mut complaints = Vec::new();
    for person in [EMAIL, NAME, FUNCTION, PHONE] {
        let places = places_at_rest(&databases, person).await;
        let may = |place: &&String| {
            let service = place.starts_with("onboarding.") || place.starts_with("signature.");
            // The contract names who signs it.
            let contract = person != EMAIL && person != PHONE && place.starts_with("contract.");
            let underway = place.contains(".outbox.") || place.contains(".inbox.");
            (service || contract) && !underway
        };
        let wrong = places.iter().filter(|place| !may(place));
        complaints.extend(wrong.map(|place| format!("{person} stands in {place}")));
        complaints.extend(log_holds(&travelled.platform.log(), person));
        if events.contains(person) {
            complaints.push(format!("{person} stands in an event"));
        }
    }
    for (what, secret) in &travelled.secrets {
        let files = databases.files_with(secret);
        complaints.extend(files.iter().map(|file| format!("the {what} stands in {file}")));
        let line = log_holds(&travelled.platform.log(), secret);
        complaints.extend(line.map(|line| format!("the {what} is logged: {line}")));
        if events.contains(secret.as_str()) {
            complaints.push(format!("the {what} stands in an event"));
        }
    }
    // Not even a row that was removed leaves the address behind in another service's files.
    let files = databases.files_with(EMAIL);
    let foreign =
        |file: &&String| !file.starts_with("onboarding.") && !file.starts_with("signature.");
    complaints.extend(files.iter().filter(foreign).map(|file| format!("{EMAIL} is in {file}")));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    // What is looked for is really found where it must stand.
    let found = databases.places(EMAIL).await;
    assert!(found.iter().any(|place| place.starts_with("onboarding.onboarding.")), "{found:?}");
    assert!(!databases.files_with(&travelled.uuid).is_empty());
    every_line_of_the_journey_names_it(&travelled);
}

/// Each line that a service logged within a message or a piece of work of this journey carries its uuid.
fn every_line_of_the_journey_names_it(travelled: &Travelled) {
    let log = travelled.platform.log();
    let mut services = BTreeSet::new();
    for line in log.lines() {
        let entry: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
        let spans = entry["spans"].as_array().into_iter().flatten();
        let working = |span: &&Value| span["name"] == "message" || span["name"] == "work";
        let Some(span) = spans.clone().find(working) else { continue };
        // The answer to a question outside the journey belongs to none.
        if span["uuid"].is_null() && span["kind"] == "parvis.vat.v1.CompanyVerified" {
            continue;
        }
        assert_eq!(span["uuid"], travelled.uuid.as_str(), "{line}");
        services.insert(text(&span["service"]));
    }
    let all = ["contract", "mailer", "onboarding", "registry", "signature", "vat"];
    assert_eq!(services.iter().map(String::as_str).collect::<Vec<_>>(), all);
}
