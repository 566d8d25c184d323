//! Faults of the broker and of the network: nothing is lost, and all comes back by itself.

use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use parvis_bus::Bus;
use tokio::net::TcpListener;

use crate::broker::{Broker, ctl, open, unique};
use crate::ear::{Ear, bring, brought, until};
use crate::proxy::{Method, Network, Proxy, at};
use crate::said::{Said, fact_type};
use crate::waves::{in_order, waves};

/// What a bus asks the broker for, as class and method (AMQP 0-9-1): the connection, a channel, an exchange,
/// a queue and its binding, confirmations, a prefetch, a consumer, a message out, an acknowledgement.
const METHODS: [Method; 10] = [
    (10, 40),
    (20, 10),
    (40, 10),
    (50, 10),
    (50, 20),
    (85, 10),
    (60, 10),
    (60, 20),
    (60, 40),
    (60, 80),
];

/// Publishes one message until it is taken.
async fn say(bus: &Bus, said: &Said) {
    let outgoing = said.outgoing();
    for _ in 0..200 {
        if matches!(bus.publish(&[outgoing]).await.as_deref(), Ok([Ok(())])) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_whose_channel_was_closed_hears_again_within_ten_seconds() {
    let (broker, kind) = (Broker::new(), fact_type());
    let proxy = Proxy::new(Network::Open).await;
    let hearing = open(&proxy.url(&broker.url()), unique("ear"));
    let ear = Ear::new(unique("ear"), &[kind]);
    let _brought = brought(&hearing, &ear).await;
    let bus = broker.bus("vat");
    for round in 1..=3 {
        let consumers = proxy.consumers();
        proxy.acknowledge_nothing();
        let closed = Instant::now();
        until("the consumer begins anew", || proxy.consumers() > consumers).await;
        say(&bus, &Said::new(kind, "vat", "vat_1", round)).await;
        ear.hears(usize::try_from(round).unwrap()).await;
        assert!(closed.elapsed() < Duration::from_secs(10), "deaf for {:?}", closed.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_consumer_whose_queue_was_deleted_declares_it_anew() {
    let (broker, kind) = (Broker::new(), fact_type());
    let service = unique("ear");
    let (bus, ear) = (broker.bus("vat"), Ear::new(service, &[kind]));
    let _brought = brought(&bus, &ear).await;
    let host = broker.host().to_owned();
    let deleting = move || ctl(&["delete_queue", "-p", &host, &format!("parvis.{service}.v1")]);
    tokio::task::spawn_blocking(deleting).await.unwrap();
    until("notices", || !bus.is_ready()).await;
    until("is ready again", || bus.is_ready()).await;
    say(&bus, &Said::new(kind, "vat", "vat_1", 1)).await;
    ear.hears(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_every_connection_loses_nothing_and_keeps_the_order() {
    let (broker, kind) = (Broker::alone(), fact_type());
    let (bus, ear) = (broker.bus("vat"), Ear::new(unique("ear"), &[kind]));
    let _brought = brought(&bus, &ear).await;
    let host = broker.host().to_owned();
    let closing = tokio::task::spawn_blocking(move || {
        for _ in 0..4 {
            ctl(&["close_all_connections", "-p", &host, "a test"]);
        }
    });
    let waves = waves(&bus, kind, 200).await;
    closing.await.unwrap();
    in_order(&ear.hears(waves.messages()).await, waves);
}

/// An operator may close a connection at any moment, also while it is being set up.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_closed_over_any_method_is_begun_anew() {
    let (broker, kind) = (Broker::new(), fact_type());
    let proxy = Proxy::new(Network::Open).await;
    for (sequence, method) in (1..).zip(METHODS) {
        proxy.close_over(method);
        let start = Instant::now();
        let bus = open(&proxy.url(&broker.url()), "vat");
        let ear = Ear::new(unique("ear"), &[kind]);
        let _brought = brought(&bus, &ear).await;
        say(&bus, &Said::new(kind, "vat", "vat_1", sequence)).await;
        ear.hears(1).await;
        until("the connection was closed", || proxy.has_closed()).await;
        assert!(start.elapsed() < Duration::from_secs(10), "{method:?}: {:?}", start.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bus_whose_broker_is_away_is_not_ready_and_becomes_so_by_itself() {
    let (broker, kind) = (Broker::new(), fact_type());
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let bus = open(&at(&broker.url(), port), "vat");
    let ear = Ear::new(unique("ear"), &[kind]);
    let _brought = bring(&bus, &ear);
    until("notices", || !bus.is_ready()).await;
    let said = Said::new(kind, "vat", "vat_1", 1);
    let asked = Instant::now();
    assert!(bus.publish(&[said.outgoing()]).await.is_err());
    assert!(asked.elapsed() < Duration::from_secs(6), "blocked for {:?}", asked.elapsed());
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let proxy = Proxy::on(listener, Network::Open);
    until("is ready by itself", || bus.is_ready()).await;
    say(&bus, &said).await;
    ear.hears(1).await;

    proxy.becomes(Network::Cut);
    until("notices the cut", || !bus.is_ready()).await;
    assert!(bus.publish(&[said.outgoing()]).await.is_err());
    proxy.becomes(Network::Open);
    until("is ready by itself again", || bus.is_ready()).await;
    say(&bus, &Said::new(kind, "vat", "vat_1", 2)).await;
    ear.hears(2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_falls_silent_is_noticed() {
    let (broker, kind) = (Broker::new(), fact_type());
    let proxy = Proxy::new(Network::Open).await;
    let bus = open(&proxy.url(&broker.url()), "vat");
    let ear = Ear::new(unique("ear"), &[kind]);
    let _brought = brought(&bus, &ear).await;
    proxy.becomes(Network::Silent);
    let silent = Instant::now();
    let said = Said::new(kind, "vat", "vat_1", 1);
    assert!(bus.publish(&[said.outgoing()]).await.is_err());
    assert!(silent.elapsed() < Duration::from_secs(12), "waited {:?}", silent.elapsed());
    until("notices the silence", || !bus.is_ready()).await;
    // The consumer has only the broker's signs of life to miss, one in ten seconds.
    until("the consumer notices the silence", || proxy.ended() == 1).await;
    assert!(silent.elapsed() < Duration::from_secs(25), "deaf for {:?}", silent.elapsed());
    proxy.becomes(Network::Open);
    until("is ready by itself", || bus.is_ready()).await;
    say(&bus, &said).await;
    ear.hears(1).await;
}

/// The library waits for a peer in a thread of its own. Threads are counted in a process that does
/// nothing else.
#[test]
fn a_peer_that_never_answers_costs_no_threads() {
    let test = "faults::threads_of_a_silent_peer";
    let alone = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&alone.stdout);
    assert!(alone.status.success() && told.contains("1 passed"), "{told}");
}

#[tokio::test]
#[ignore = "runs in a process of its own, above"]
async fn threads_of_a_silent_peer() {
    let proxy = Proxy::new(Network::Silent).await;
    let bus = open(&proxy.url("amqp://nobody:nothing@127.0.0.1/%2f"), "vat");
    let said = Said::fact("vat_1", 1);
    for _ in 0..2 {
        assert!(bus.publish(&[said.outgoing()]).await.is_err());
        until("the library's thread ends", || threads_of_the_library() == 0).await;
    }
}

fn threads_of_the_library() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names =
        tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|name| name.starts_with("lapin")).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_service_cannot_store_waits() {
    let (broker, kind) = (Broker::new(), fact_type());
    let proxy = Proxy::new(Network::Open).await;
    let hearing = open(&proxy.url(&broker.url()), unique("ear"));
    let ear = Ear::new(unique("ear"), &[kind]);
    let _brought = brought(&hearing, &ear).await;
    ear.broken.store(true, Ordering::SeqCst);
    let bus = broker.bus("vat");
    for sequence in 1..=150 {
        say(&bus, &Said::new(kind, "vat", "vat_1", sequence)).await;
    }
    until("tries again", || ear.refused.load(Ordering::SeqCst) >= 3).await;
    // Not even a lost connection meanwhile loses it.
    proxy.becomes(Network::Cut);
    until("notices the cut", || !hearing.is_ready()).await;
    proxy.becomes(Network::Open);
    let refused = ear.refused.load(Ordering::SeqCst);
    until("tries anew", || ear.refused.load(Ordering::SeqCst) >= refused + 2).await;
    assert_eq!(ear.heard().len(), 0);
    ear.broken.store(false, Ordering::SeqCst);
    let heard = ear.hears(150).await;
    assert!(heard.iter().map(|h| h.sequence).eq(1..=150));
}
