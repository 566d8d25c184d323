//! A message on its way: confirmed, unheard, refused.

use lapin::options::{BasicGetOptions, QueueBindOptions, QueueDeclareOptions};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use parvis_bus::Undelivered;
use parvis_events::Payload as _;
use parvis_events::contract::v1::CancelContract;
use parvis_events::mailer::v1::SendMail;

use crate::broker::{Broker, unique, user};
use crate::ear::{Ear, brought};
use crate::said::{Said, fact_type};

#[tokio::test]
async fn a_confirmed_message_arrives_byte_for_byte() {
    let (broker, kind) = (Broker::new(), fact_type());
    let (bus, ear) = (broker.bus("vat"), Ear::new(unique("ear"), &[kind]));
    let _brought = brought(&bus, &ear).await;
    let fact = Said::new(kind, "vat", "vat_1", 1);
    assert!(matches!(bus.publish(&[fact.outgoing()]).await.unwrap()[..], [Ok(())]));
    assert_eq!(ear.hears(1).await[0].bytes, fact.bytes);
}

#[tokio::test]
async fn what_somebody_must_hear_is_told_when_nobody_does_and_other_facts_are_not() {
    let broker = Broker::new();
    let bus = broker.bus("signature");
    let command = Said::new(SendMail::TYPE, "signature", "msg_1", 1);
    let fact = Said::new("parvis.onboarding.v1.TenantActivated", "onboarding", "onb_1", 1);
    let awaited = Said::new("parvis.signature.v1.SignatureVoided", "signature", "sig_1", 1);
    let said = [command.outgoing(), fact.outgoing(), awaited.outgoing()];
    let told = bus.publish(&said).await.unwrap();
    let [Err(Undelivered::Unheard(kind)), Ok(()), Err(Undelivered::Unheard(fact))] = &told[..]
    else {
        panic!("{told:?}")
    };
    assert_eq!([kind, fact], [SendMail::TYPE, "parvis.signature.v1.SignatureVoided"]);
}

/// The client library ties a returned message to the next confirmation, whosoever it is.
#[tokio::test]
async fn of_many_messages_at_once_exactly_the_unheard_are_told() {
    let (broker, kind, unheard) = (Broker::new(), fact_type(), fact_type());
    let (bus, ear) = (broker.bus("vat"), Ear::new(unique("ear"), &[kind]));
    let _brought = brought(&bus, &ear).await;
    for round in 0..20 {
        let wave: Vec<_> = (0..1000)
            .map(|place| {
                let subject = format!("vat_{round}_{place}");
                match place % 3 {
                    0 => Said::new(CancelContract::TYPE, "vat", &subject, 1),
                    1 => Said::new(kind, "vat", &subject, 1),
                    _ => Said::new(unheard, "vat", &subject, 1),
                }
            })
            .collect();
        let outgoing: Vec<_> = wave.iter().map(Said::outgoing).collect();
        let told = bus.publish(&outgoing).await.unwrap();
        for (place, told) in told.iter().enumerate() {
            assert_eq!(told.is_err(), place % 3 == 0, "{place} of round {round}: {told:?}");
        }
    }
}

#[tokio::test]
async fn a_message_says_on_its_outside_what_an_event_must() {
    let (broker, kind) = (Broker::new(), fact_type());
    let bus = broker.bus("vat");
    let (_connection, channel) = broker.channel().await;
    let own = QueueDeclareOptions { exclusive: true, ..Default::default() };
    let queue = unique("queue");
    let (_heard, none) = (bus.publish(&[]).await.unwrap(), FieldTable::default());
    channel.queue_declare(queue.into(), own, none.clone()).await.unwrap();
    let options = QueueBindOptions::default();
    channel
        .queue_bind(queue.into(), "parvis.facts".into(), kind.into(), options, none)
        .await
        .unwrap();
    let said = Said::new(kind, "vat", "vat_1", 1);
    bus.publish(&[said.outgoing()]).await.unwrap();
    let got = channel.basic_get(queue.into(), BasicGetOptions { no_ack: true }).await.unwrap();
    let properties = got.expect("nothing came").delivery.properties;
    let text = |short: &Option<ShortString>| short.as_ref().map(ToString::to_string);
    assert_eq!(
        text(properties.content_type()).as_deref(),
        Some("application/cloudevents+json; charset=utf-8")
    );
    assert_eq!(*properties.delivery_mode(), Some(2));
    assert_eq!(text(properties.message_id()), Some(said.id.clone()));
    assert_eq!(text(properties.kind()).as_deref(), Some(kind));
    assert_eq!(text(properties.app_id()).as_deref(), Some("vat"));
    assert_eq!(text(properties.user_id()).as_deref(), Some(user().as_str()));
    let headers = properties.headers().as_ref().unwrap().inner();
    for (name, value) in [
        ("cloudEvents_id", said.id.as_str()),
        ("cloudEvents_type", kind),
        ("cloudEvents_source", "/parvis/vat"),
        ("cloudEvents_specversion", "1.0"),
        ("cloudEvents_time", "1970-01-01T00:16:40.000Z"),
        ("cloudEvents_subject", "vat_1"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    ] {
        assert_eq!(headers.get(name), Some(&AMQPValue::LongString(value.into())), "{name}");
    }
}
