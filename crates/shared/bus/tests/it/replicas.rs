//! Several replicas of one service: one hears, another goes on, and nobody's farewell loses anything.

use std::time::{Duration, Instant};

use crate::broker::{Broker, open, unique};
use crate::ear::{Ear, brought, until};
use crate::proxy::{Network, Proxy};
use crate::said::{Said, fact_type};

#[tokio::test(flavor = "multi_thread")]
async fn one_replica_hears_and_another_goes_on_within_seconds() {
    let (broker, kind) = (Broker::new(), fact_type());
    let (service, proxy) = (unique("ear"), Proxy::new(Network::Open).await);
    let (first, second) = (Ear::new(service, &[kind]), Ear::new(service, &[kind]));
    let mortal = open(&proxy.url(&broker.url()), service);
    let spare = open(&broker.url(), service);
    let _first = brought(&mortal, &first).await;
    let _second = brought(&spare, &second).await;
    let bus = broker.bus("vat");
    for sequence in 1..=50 {
        let said = Said::new(kind, "vat", "vat_1", sequence);
        assert!(matches!(bus.publish(&[said.outgoing()]).await.unwrap()[..], [Ok(())]));
    }
    first.hears(50).await;
    assert_eq!(second.heard().len(), 0, "two heard at once");
    proxy.becomes(Network::Cut);
    let died = Instant::now();
    let said = Said::new(kind, "vat", "vat_1", 51);
    assert!(matches!(bus.publish(&[said.outgoing()]).await.unwrap()[..], [Ok(())]));
    until("the other goes on", || second.heard().iter().any(|h| h.sequence == 51)).await;
    assert!(died.elapsed() < Duration::from_secs(5), "took {:?}", died.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_that_stops_acknowledges_what_it_stored_and_leaves_the_rest() {
    let (broker, kind) = (Broker::new(), fact_type());
    let service = unique("ear");
    let bus = broker.bus("vat");
    let (first, second) = (Ear::new(service, &[kind]), Ear::new(service, &[kind]));
    let (stop, task) = brought(&bus, &first).await;
    let all: Vec<_> = (1..=500).map(|s| Said::new(kind, "vat", &format!("vat_{s}"), 1)).collect();
    for wave in all.chunks(100) {
        let wave: Vec<_> = wave.iter().map(Said::outgoing).collect();
        assert!(bus.publish(&wave).await.unwrap().iter().all(Result::is_ok));
    }
    first.hears(1).await;
    drop(stop);
    task.await.unwrap();
    let stored = first.heard().len();
    let _second = brought(&broker.bus(service), &second).await;
    second.hears(500 - stored).await;
    let twice =
        first.heard().iter().filter(|h| second.heard().iter().any(|o| o.id == h.id)).count();
    assert_eq!(twice, 0, "stored but not acknowledged");
    assert_eq!(stored + second.heard().len(), 500);
}
