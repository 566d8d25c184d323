//! Overhearing: told when messages may be missed, and when not any more.

use std::time::Duration;

use parvis_bus::{Bus, Overheard};
use tokio::sync::mpsc::{Receiver, channel};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::broker::{Broker, open};
use crate::ear::spawn;
use crate::proxy::{Network, Proxy};
use crate::said::{Said, fact_type};

pub(crate) fn overhear(bus: &Bus, kinds: &[&str]) -> (Receiver<Overheard>, DropGuard) {
    let (to, heard) = channel(100);
    let stop = CancellationToken::new();
    spawn(bus.overhear(kinds).run(to, stop.clone()));
    (heard, stop.drop_guard())
}

pub(crate) async fn next(heard: &mut Receiver<Overheard>) -> Overheard {
    let next = tokio::time::timeout(Duration::from_secs(30), heard.recv());
    next.await.expect("nothing overheard").expect("the overhearing has ended")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_replica_overhears_and_is_told_when_it_may_have_missed_some() {
    let (broker, kind, other) = (Broker::new(), fact_type(), fact_type());
    let proxy = Proxy::new(Network::Open).await;
    let bus = broker.bus("vat");
    let (mut one, _one) = overhear(&open(&proxy.url(&broker.url()), "gateway"), &[kind]);
    let (mut two, _two) = overhear(&broker.bus("gateway"), &[kind]);
    assert!(matches!(next(&mut one).await, Overheard::Back));
    assert!(matches!(next(&mut two).await, Overheard::Back));

    let (said, unrelated) = (Said::new(kind, "vat", "1", 1), Said::new(other, "vat", "1", 1));
    bus.publish(&[unrelated.outgoing(), said.outgoing()]).await.unwrap();
    for heard in [&mut one, &mut two] {
        let Overheard::Message(envelope) = next(heard).await else { panic!() };
        assert_eq!(envelope.id.to_string(), said.id);
    }

    proxy.becomes(Network::Cut);
    assert!(matches!(next(&mut one).await, Overheard::Away));
    bus.publish(&[Said::new(kind, "vat", "2", 1).outgoing()]).await.unwrap();
    proxy.becomes(Network::Open);
    assert!(matches!(next(&mut one).await, Overheard::Back));
    let third = Said::new(kind, "vat", "3", 1);
    bus.publish(&[third.outgoing()]).await.unwrap();
    let Overheard::Message(envelope) = next(&mut one).await else { panic!() };
    assert_eq!(envelope.id.to_string(), third.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hash_stands_for_every_fact() {
    let broker = Broker::alone();
    let bus = broker.bus("vat");
    let (mut heard, _stop) = overhear(&bus, &["#"]);
    assert!(matches!(next(&mut heard).await, Overheard::Back));
    for kind in [fact_type(), fact_type()] {
        let said = Said::new(kind, "vat", "1", 1);
        bus.publish(&[said.outgoing()]).await.unwrap();
        let Overheard::Message(envelope) = next(&mut heard).await else { panic!() };
        assert_eq!(envelope.id.to_string(), said.id);
    }
}
