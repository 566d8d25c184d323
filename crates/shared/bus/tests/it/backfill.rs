//! Facts of before, handed over again to one queue.

use lapin::options::{BasicGetOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use parvis_bus::{Backfill, BackfillError, Outgoing};
use parvis_events::Payload as _;
use parvis_events::vat::v1::CompanyRejected;
use parvis_kernel::Secret;

use crate::broker::{Broker, unique};
use crate::ear::{Ear, brought};
use crate::said::Said;

async fn backfill(broker: &Broker, queue: &str) -> Backfill {
    Backfill::open(&Secret::new(broker.url()), "", queue).await.unwrap()
}

fn outgoing(facts: &[Said]) -> Vec<Outgoing<'_>> {
    facts.iter().map(Said::outgoing).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_handed_over_again_stands_in_the_queue_in_its_order() {
    let broker = Broker::new();
    let (_connection, channel) = broker.channel().await;
    let queue = unique("reporting");
    let declared = QueueDeclareOptions { durable: true, ..Default::default() };
    channel.queue_declare(queue.into(), declared, FieldTable::default()).await.unwrap();
    let facts: Vec<_> = (1..=500).map(|sequence| Said::fact("vat_1", sequence)).collect();
    let backfill = backfill(&broker, queue).await;
    for some in facts.chunks(100) {
        backfill.hand_over(&outgoing(some)).await.unwrap();
    }
    backfill.close().await;
    for fact in &facts {
        let options = BasicGetOptions { no_ack: true };
        let got = channel.basic_get(queue.into(), options).await.unwrap().unwrap();
        assert!(got.delivery.data == fact.bytes, "another one came first");
        let properties = &got.delivery.properties;
        assert_eq!(properties.message_id().as_ref().unwrap().as_str(), fact.id);
        assert_eq!(properties.kind().as_ref().unwrap().as_str(), CompanyRejected::TYPE);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_that_is_not_there_is_told() {
    let broker = Broker::new();
    let backfill = backfill(&broker, "nowhere").await;
    let facts = [Said::fact("vat_1", 1), Said::fact("vat_1", 2)];
    let told = backfill.hand_over(&outgoing(&facts)).await;
    assert!(matches!(told, Err(BackfillError::NoQueue(queue)) if queue == "nowhere"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_hears_what_was_handed_over_again_and_drops_what_it_knows() {
    let broker = Broker::new();
    let service = unique("ear");
    let (bus, ear) = (broker.bus("vat"), Ear::new(service, &[CompanyRejected::TYPE]));
    let _brought = brought(&bus, &ear).await;
    let facts = [Said::fact("vat_1", 1), Said::fact("vat_1", 2)];
    bus.publish(&[facts[0].outgoing()]).await.unwrap();
    ear.hears(1).await;
    let backfill = backfill(&broker, &format!("parvis.{service}.v1")).await;
    backfill.hand_over(&outgoing(&facts)).await.unwrap();
    let heard = ear.hears(2).await;
    assert_eq!(heard.iter().map(|h| h.sequence).collect::<Vec<_>>(), [1, 2]);
    assert!(ear.unreadable().is_empty());
}
