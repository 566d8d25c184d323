//! Each service has a user of the broker, and can neither speak for another nor read what is not its.

use lapin::options::{BasicGetOptions, ExchangeDeclareOptions};
use lapin::types::FieldTable;
use lapin::{Connection, ConnectionProperties, ExchangeKind};
use parvis_bus::Undelivered;
use parvis_events::Payload as _;
use parvis_events::registry::v1::RevokeApiKey;

use crate::broker::{Broker, ctl, open, unique};
use crate::ear::{Ear, brought, until};
use crate::said::Said;

/// A user of the broker that is one service's own, until the test ends.
struct User {
    service: &'static str,
    fact: &'static str,
    url: String,
}

impl User {
    /// The user and what it may, as an operator sets it up.
    fn new(broker: &Broker, name: &str) -> Self {
        let service = unique(name);
        let own = format!(r"parvis\.{service}\.(v1(\.dead)?|[0-9a-f-]{{36}})");
        let any = format!(r"^({own}|parvis\.(facts|commands|dead))$");
        let said = format!(r"^parvis\.{service}\.");
        let host = broker.host();
        ctl(&["add_user", service, "secret"]);
        ctl(&["set_permissions", "-p", host, service, &format!("^{own}$"), &any, &any]);
        ctl(&["set_topic_permissions", "-p", host, service, "parvis.facts", &said, ".*"]);
        ctl(&["set_topic_permissions", "-p", host, service, "parvis.commands", ".*", &said]);
        ctl(&["set_topic_permissions", "-p", host, service, "parvis.dead", &said, &said]);
        let url = broker.url_of(service, "secret");
        Self { service, fact: format!("parvis.{service}.v1.Told").leak(), url }
    }
}

impl Drop for User {
    fn drop(&mut self) {
        ctl(&["delete_user", self.service]);
    }
}

/// What an operator declares before services with users of their own start.
async fn declare_exchanges(broker: &Broker) {
    let (_connection, channel) = broker.channel().await;
    let durable = ExchangeDeclareOptions { durable: true, ..Default::default() };
    for name in ["parvis.facts", "parvis.commands", "parvis.dead"] {
        let (kind, none) = (ExchangeKind::Topic, FieldTable::default());
        channel.exchange_declare(name.into(), kind, durable, none).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_can_neither_speak_for_another_nor_hear_for_it() {
    let broker = Broker::new();
    declare_exchanges(&broker).await;
    let (one, other) = (User::new(&broker, "one"), User::new(&broker, "other"));
    let speaking = open(&one.url, one.service);
    let hearing = open(&other.url, other.service);
    let ear = Ear::new(other.service, &[one.fact, other.fact]);
    let _brought = brought(&hearing, &ear).await;

    let own = Said::new(one.fact, one.service, "one_1", 1);
    let foreign = Said::new(other.fact, other.service, "other_1", 1);
    let later = Said::new(one.fact, one.service, "one_2", 1);
    let told = speaking.publish(&[own.outgoing(), foreign.outgoing(), later.outgoing()]).await;
    let [Ok(()), Err(Undelivered::Refused(why)), Ok(())] = &told.unwrap()[..] else {
        panic!("the foreign fact was taken, or hindered the others");
    };
    assert!(why.contains("ACCESS_REFUSED"), "{why}");
    assert!(matches!(speaking.publish(&[foreign.outgoing()]).await.unwrap()[..], [Err(_)]));
    assert!(speaking.is_ready(), "a refused message takes the service away");
    let heard = ear.hears(2).await;
    assert!(heard.iter().all(|h| h.subject.starts_with("one_")));

    let connection = Connection::connect(&one.url, ConnectionProperties::default()).await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    let queue = format!("parvis.{}.v1", other.service);
    let got = channel.basic_get(queue.into(), BasicGetOptions::default()).await;
    assert!(got.is_err_and(|e| e.to_string().contains("ACCESS_REFUSED")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_sender_is_not_believed() {
    let broker = Broker::new();
    declare_exchanges(&broker).await;
    let (one, other) = (User::new(&broker, "one"), User::new(&broker, "other"));
    let (speaking, hearing) = (open(&one.url, one.service), open(&other.url, other.service));
    let kind = RevokeApiKey::TYPE;
    ctl(&[
        "set_topic_permissions",
        "-p",
        broker.host(),
        other.service,
        "parvis.commands",
        ".*",
        ".*",
    ]);
    let ear = Ear::new(other.service, &[kind]);
    let _brought = brought(&hearing, &ear).await;
    let honest = Said::new(kind, one.service, "key_1", 1);
    let forged = Said::new(kind, "onboarding", "key_2", 1);
    let told = speaking.publish(&[forged.outgoing(), honest.outgoing()]).await.unwrap();
    assert!(told.iter().all(Result::is_ok), "{told:?}");
    assert_eq!(ear.hears(1).await[0].subject, "key_1");
    until("parks the forged one", || ear.unreadable() == ["onboarding did not send it"]).await;
}
