//! F14: bytes that are no message, among good ones.

use std::collections::BTreeSet;
use std::time::Duration;

use lapin::options::BasicPublishOptions;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use parvis_events::vat::v1::CompanyVerified;
use parvis_events::{Envelope, Headers, Payload as _};
use parvis_kernel::{Clock as _, SystemClock};
use serde_json::json;

use super::while_clients_order;
use crate::report::Row;
use crate::stack::Setup;
use crate::suite::Setting;

/// F14: poison is parked once each, and nobody else is hindered.
pub(super) async fn among_others(setting: &Setting<'_>) -> Row {
    let rounds = setting.times(3, 40);
    let mut stack = setting.stack(Setup::default()).await;
    let broker = setting.backends().broker(&stack.vhost);
    let connection = Connection::connect(broker.reveal(), ConnectionProperties::default()).await;
    let channel = connection.unwrap().create_channel().await.unwrap();
    let (clients, fed) = while_clients_order(&mut stack, async |_, _| {
        let mut fed = BTreeSet::new();
        for round in 0..rounds {
            // A good one, about an onboarding of somebody else: the late one comes after it.
            send(&channel, CompanyVerified::TYPE, &unrelated(round, 5)).await;
            for (key, bytes) in poison(round) {
                // Twice: what is known is not parked again.
                for _ in 0..2 {
                    send(&channel, key, &bytes).await;
                }
                fed.insert(bytes);
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        fed.len()
    })
    .await;
    let start = std::time::Instant::now();
    let parked = "SELECT count(*) FROM inbox WHERE state = 'parked'";
    while stack.databases.numbers("onboarding", parked).await != [i64::try_from(fed).unwrap()]
        && start.elapsed() < Duration::from_secs(30)
    {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let counts = stack.databases.count(stack.form.name(), &clients.ledger()).await;
    stack.end().await;
    Row::of("F14", fed, counts, fed)
}

async fn send(channel: &Channel, key: &str, bytes: &[u8]) {
    let (options, plain) = (BasicPublishOptions::default(), BasicProperties::default());
    let sent = channel.basic_publish("parvis.facts".into(), key.into(), options, bytes, plain);
    sent.await.unwrap();
}

/// A fact that concerns nobody here.
fn unrelated(round: usize, sequence: i64) -> Vec<u8> {
    envelope(CompanyVerified::TYPE, &format!("vat_{round}"), sequence, json!({ "reference": "x" }))
}

/// What nobody can handle, each sort under a type that onboarding hears; different in every round.
fn poison(round: usize) -> Vec<(&'static str, Vec<u8>)> {
    let kind = CompanyVerified::TYPE;
    let deep = format!("{}{round}{}", "[".repeat(20_000), "]".repeat(20_000));
    let subject = format!("poison_{round}");
    let no_schema = envelope(kind, &subject, 1, json!({ "verificationId": [round] }));
    let other_type = envelope("parvis.vat.v1.Unheard", &subject, 2, json!({ "round": round }));
    vec![
        (kind, format!("{{\"specversion\": {round}").into_bytes()),
        (kind, vec![0xff, 0x00, u8::try_from(round).unwrap()]),
        (kind, format!("\"{round}{}\"", "x".repeat(1_000_000)).into_bytes()),
        (kind, deep.into_bytes()),
        (kind, unrelated(round, 4)),
        (kind, no_schema),
        (kind, other_type),
    ]
}

fn envelope(kind: &str, subject: &str, sequence: i64, data: serde_json::Value) -> Vec<u8> {
    let headers = Headers {
        service: "vat",
        subject: subject.to_owned(),
        sequence,
        time: SystemClock.now(),
        correlation: None,
        traceparent: None,
    };
    Envelope::new(kind, data, headers).to_bytes().unwrap()
}
