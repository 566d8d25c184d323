//! A whole client journey with distinctive secrets and persons: where they may stand, and where never.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::collector::Collector;
use crate::databases::Databases;
use crate::ground::Form;
use crate::platform::{Platform, answer, until};
use crate::samples;

pub(crate) const EMAIL: &str = "canari-zq7x@discretion.example";
const NAME: &str = "Signataire Zqxcanari";
const FUNCTION: &str = "Direction Wkjcanari";
const PHONE: &str = "+33 1 99 00 77 55";

/// All that spans tell about what they stand for, beside what fails.
const TOLD: [&str; 10] = [
    "http.request.method",
    "http.response.status_code",
    "http.route",
    "messaging.message.id",
    "messaging.operation.type",
    "messaging.system",
    "parvis.attempt",
    "parvis.onboarding",
    "parvis.service",
    "parvis.upstream",
];

/// A journey that was travelled to its end, and the secrets that were shown on its way.
pub(crate) struct Travelled {
    pub(crate) platform: Platform,
    /// Where the traces went.
    collector: Collector,
    /// What the parts of the platform told about themselves.
    metrics: String,
    pub(crate) uuid: String,
    /// What each secret is, and its text.
    pub(crate) secrets: Vec<(&'static str, String)>,
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

/// Travels on a platform of this form.
pub(crate) async fn travel(form: Form) -> Travelled {
    let collector = Collector::start();
    let gateway_metrics = free_address();
    let variables = [
        ("PARVIS_SHARED__OTLP_URL", collector.url.as_str()),
        ("PARVIS_GATEWAY__METRICS_LISTEN", &gateway_metrics),
    ];
    let platform = Platform::start_logging(form, &variables);
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
    let key = platform.ground.key_encryption_key();
    let secrets = vec![
        ("master key", secret_part(&platform.master_key)),
        ("second master key", secret_part(&text(&rotated["master_key"]))),
        ("api key", secret_part(&text(&keyed["api_key"]))),
        ("api secret", secret_part(&text(&keyed["api_secret"]))),
        ("signing token", token),
        ("key-encryption key", key),
        ("private key", "PRIVATE KEY".to_owned()),
    ];
    let own = platform.metrics().await;
    let at = format!("http://{gateway_metrics}/metrics");
    let metrics = own + &reqwest::get(at).await.unwrap().text().await.unwrap();
    Travelled { platform, collector, metrics, uuid, secrets, events }
}

/// An address where nobody listens.
fn free_address() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
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
pub(crate) async fn places_at_rest(databases: &Databases, text: &str) -> BTreeSet<String> {
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
    let travelled = travel(Form::chosen()).await;
    let ground = &travelled.platform.ground;
    let databases = Databases::of(ground);
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
        complaints.extend(log_holds(&ground.log(), person));
        if events.contains(person) {
            complaints.push(format!("{person} stands in an event"));
        }
    }
    for (what, secret) in &travelled.secrets {
        let places = databases.places(secret).await;
        complaints.extend(places.iter().map(|place| format!("the {what} stands in {place}")));
        let line = log_holds(&ground.log(), secret);
        complaints.extend(line.map(|line| format!("the {what} is logged: {line}")));
        if events.contains(secret.as_str()) {
            complaints.push(format!("the {what} stands in an event"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    // What is looked for is really found where it must stand.
    let found = databases.places(EMAIL).await;
    assert!(found.iter().any(|place| place.starts_with("onboarding.onboarding.")), "{found:?}");
    every_line_of_the_journey_names_it(&travelled);
    whoever_watches_learns_of_nobody(travelled);
}

/// What leaves the platform for those who watch it holds no secret, no person and no company.
fn whoever_watches_learns_of_nobody(mut travelled: Travelled) {
    // What is still underway to the collector arrives before the end.
    travelled.platform.end();
    let company = samples::order()["companyData"].clone();
    let named = ["companyName", "companyAddress", "vatNumber"].map(|name| text(&company[name]));
    let persons = [EMAIL, NAME, FUNCTION, PHONE].map(ToOwned::to_owned);
    let secrets = travelled.secrets.iter().map(|(_, secret)| secret.clone());
    let (collector, metrics) = (&travelled.collector, &travelled.metrics);
    let log = travelled.platform.ground.log();
    for canary in named.into_iter().chain(persons).chain(secrets) {
        // An address has several lines; JSON and texts write their ends differently.
        for line in canary.lines() {
            assert!(!collector.holds(line), "{line} stands in a trace");
            assert!(!metrics.contains(line), "{line} stands in the metrics");
            assert_eq!(log_holds(&log, line), None, "{line} stands in the log");
        }
    }
    // What is looked for is really found where it may stand.
    assert!(collector.holds(&travelled.uuid));
    let spans = collector.spans();
    for name in ["POST /sign/{token}/confirm", "work seal", "upstream timestamp", "upstream dns"] {
        assert!(spans.iter().any(|span| span.name == name), "no span {name}");
    }
    let told: BTreeSet<_> = spans.iter().flat_map(|span| span.attributes.keys()).collect();
    assert_eq!(told.into_iter().map(String::as_str).collect::<Vec<_>>(), TOLD);
    for part in ["gateway", "signature"] {
        assert!(metrics.contains(&format!("service=\"{part}\",method=\"POST\"")), "{part}");
    }
}

/// Each line that a service logged within a message or a piece of work of this journey carries its uuid.
fn every_line_of_the_journey_names_it(travelled: &Travelled) {
    let log = travelled.platform.ground.log();
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
