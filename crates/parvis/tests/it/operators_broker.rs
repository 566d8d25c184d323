//! What an operator does with a broker: facts handed over again, and facts overheard.

use std::collections::BTreeMap;
use std::process::Command;

use lapin::options::{BasicGetOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Connection, ConnectionProperties};
use parvis_bus::{Bus, Outgoing};
use parvis_events::vat::v1::CompanyRejected;
use parvis_events::{Envelope, Headers, Payload};
use parvis_kernel::{Clock as _, Secret, SystemClock};
use reqwest::Method;
use serde_json::{Value, json};

use crate::ground::VirtualHost;
use crate::operators::{command, listening, printed, told};
use crate::platform::{Platform, until};
use crate::samples;

/// A channel, and a queue of this name.
async fn queue(host: &VirtualHost, name: &str) -> (Connection, Channel) {
    let connection = Connection::connect(&host.url(), ConnectionProperties::default()).await;
    let connection = connection.expect("no broker: run scripts/services");
    let channel = connection.create_channel().await.unwrap();
    let (options, none) = (QueueDeclareOptions::default(), FieldTable::default());
    channel.queue_declare(name.into(), options, none).await.unwrap();
    (connection, channel)
}

/// All that stands in a queue.
async fn emptied(channel: &Channel, queue: &str) -> Vec<Envelope> {
    let mut found = Vec::new();
    let options = BasicGetOptions { no_ack: true };
    while let Some(got) = channel.basic_get(queue.into(), options).await.unwrap() {
        found.push(Envelope::from_bytes(&got.delivery.data).unwrap());
    }
    found
}

/// Lets several services say facts, and returns how many an operator can have again.
async fn busy(platform: &Platform) -> usize {
    let mut order = samples::order();
    order["email"] = json!("signataire@example.com");
    let submitted = platform.post("/api/onboarding/submit", &order).await;
    let uuid = submitted.body["data"]["onboardingId"].as_str();
    let uuid = uuid.unwrap_or_else(|| panic!("{}", submitted.text)).to_owned();
    until("the request to sign", || async {
        let events = platform.get(&format!("/api/v1/onboarding/{uuid}/events")).await.body;
        events.to_string().contains("SignatureRequested").then_some(())
    })
    .await;
    // The mail that follows it is on its way still.
    until("the mail", || async {
        let inbox = platform.sandbox(Method::GET, "/inbox/messages").send().await.ok()?;
        let inbox: Value = inbox.json().await.ok()?;
        (!inbox["messages"].as_array()?.is_empty()).then_some(())
    })
    .await;
    5
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_facts_of_late_are_handed_over_again_to_one_queue_in_their_order() {
    let (platform, host) = (Platform::start(), VirtualHost::fresh());
    let (_connection, channel) = queue(&host, "reporting").await;
    let least = busy(&platform).await;
    let url = host.url();
    let replay = |rest: &[&str]| {
        let since = ["--since", "2026-01-01T00:00:00Z", "--broker", &url, "--json", "--queue"];
        let words = [&["events", "replay"], &since[..], rest].concat();
        command(&words, &platform.ground.folder()).output().unwrap()
    };
    let counted = told(&replay(&["reporting"]), 0).remove(0);
    let first = emptied(&channel, "reporting").await;
    assert_eq!(counted["facts"], first.len());
    assert!(first.len() >= least, "{counted}");
    let said: u64 =
        counted["services"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
    assert_eq!(said, first.len() as u64);
    let mut reached = BTreeMap::new();
    for fact in &first {
        let before = reached.insert(fact.aggregate(), fact.sequence);
        assert!(before < Some(fact.sequence), "{} came after {before:?}", fact.sequence);
    }
    // The same ones again: whoever heard them knows their ids.
    told(&replay(&["reporting"]), 0);
    let again = emptied(&channel, "reporting").await;
    assert!(first.iter().all(|fact| again.contains(fact)));

    let kind = "parvis.vat.v1.CompanyVerified";
    let some = told(&replay(&["reporting", "--service", "vat", "--type", kind]), 0).remove(0);
    assert_eq!(some["services"], json!({ "vat": 1 }));
    assert_eq!(emptied(&channel, "reporting").await[0].kind, kind);
    let nowhere = replay(&["nowhere"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(String::from_utf8(nowhere.stderr).unwrap().contains("there is no queue nowhere"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_are_overheard_at_the_broker_until_there_were_enough() {
    let host = VirtualHost::fresh();
    let tail = |rest: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.args(["events", "tail", "--as", "oncall", "--broker", &host.url()]).args(rest);
        command
    };
    let tailing = listening(tail(&["--count", "2"]));
    let bus = Bus::open(&Secret::new(host.url()), "", "vat").unwrap();
    let mut said = Vec::new();
    for sequence in 1..=2 {
        let headers = Headers {
            service: "vat",
            subject: "vat_1".to_owned(),
            sequence,
            time: SystemClock.now(),
            correlation: None,
            traceparent: None,
        };
        let data = serde_json::to_value(CompanyRejected::default()).unwrap();
        let envelope = Envelope::new(CompanyRejected::TYPE, data, headers);
        let (id, bytes) = (envelope.id.to_string(), envelope.to_bytes().unwrap());
        let outgoing = Outgoing { id: &id, kind: CompanyRejected::TYPE, bytes: &bytes };
        // That no service hears it is told, and is no matter here.
        bus.publish(&[outgoing]).await.unwrap();
        said.push(serde_json::to_value(&envelope).unwrap());
    }
    assert_eq!(printed(tailing), said);
    let command = tail(&["--type", "parvis.vat.v1.VerifyCompany"]).output().unwrap();
    assert_eq!(command.status.code(), Some(1));
    bus.close().await;
}
