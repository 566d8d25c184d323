//! A broker of the tests' own (`scripts/services own`), which may be stopped and frightened.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use parvis_bus::{Bus, Hearer as _, Undelivered};
use parvis_kernel::Secret;
use tokio::sync::Mutex;

use crate::broker::{open, unique};
use crate::ear::{Ear, brought, until};
use crate::said::{Said, fact_type};
use crate::waves::{in_order, waves};

/// What one test does to the broker must not surprise another.
static TURN: Mutex<()> = Mutex::const_new(());

#[expect(clippy::disallowed_methods, reason = "a test has no settings")]
fn setting(name: &str) -> String {
    let missing = "is not set: run scripts/services own DIR, and read DIR/env";
    std::env::var(name).unwrap_or_else(|_| panic!("{name} {missing}"))
}

/// Does something to the broker, as `scripts/services` can.
async fn services(verb: &str, what: &[&str]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/services");
    let mut run = Command::new(script);
    run.args([verb, &setting("PARVIS_OWN_DIR")]).args(what);
    let done = tokio::task::spawn_blocking(move || run.output().unwrap()).await.unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_is_trusted_by_the_roots_of_the_settings_alone() {
    let _turn = TURN.lock().await;
    let url = Secret::new(setting("PARVIS_OWN_AMQPS"));
    let roots = std::fs::read_to_string(setting("PARVIS_OWN_ROOTS")).unwrap();
    let trusting = Bus::open(&url, &roots, "vat").unwrap();
    let (kind, service) = (fact_type(), unique("ear"));
    let ear = Ear::new(service, &[kind]);
    let _brought = brought(&trusting, &ear).await;
    let said = Said::new(kind, "vat", "vat_1", 1);
    assert!(matches!(trusting.publish(&[said.outgoing()]).await.unwrap()[..], [Ok(())]));
    ear.hears(1).await;

    let distrusting = Bus::open(&url, "", "vat").unwrap();
    let refused = distrusting.publish(&[said.outgoing()]).await.unwrap_err().to_string();
    assert!(refused.contains("invalid peer certificate"), "{refused}");
    assert!(!distrusting.is_ready());
}

/// A broker short of memory stops listening to those who publish. They wait, and what they sent
/// meanwhile is sent twice at most, however often they tried.
#[tokio::test(flavor = "multi_thread")]
async fn an_alarm_of_the_broker_is_waited_for() {
    const WAVE: usize = 100;
    let _turn = TURN.lock().await;
    let (kind, url) = (fact_type(), setting("PARVIS_OWN_AMQP"));
    let (bus, ear) = (open(&url, "vat"), Ear::new(unique("ear"), &[kind]));
    let _brought = brought(&bus, &ear).await;
    let wave: Vec<_> = (0..WAVE).map(|s| Said::new(kind, "vat", &format!("{s}"), 1)).collect();
    let wave: Vec<_> = wave.iter().map(Said::outgoing).collect();
    services("alarm", &["on"]).await;
    let alarmed = Instant::now();
    for tries in 1..=2 {
        let away = bus.publish(&wave).await.unwrap_err().to_string();
        assert!(away.contains("alarm"), "{away}");
        assert!(alarmed.elapsed() < Duration::from_secs(12) * tries, "{:?}", alarmed.elapsed());
        assert!(bus.is_ready(), "an alarm takes the service away");
    }
    services("alarm", &["off"]).await;
    assert!(bus.publish(&wave).await.unwrap().iter().all(Result::is_ok));
    ear.hears(WAVE).await;
    assert!(ear.arrived() <= 2 * WAVE, "{} came for {WAVE}", ear.arrived());
}

/// One queue that confirms nothing must not keep what goes to the others from counting as taken.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_confirmed_counts_whatever_becomes_of_the_others() {
    let _turn = TURN.lock().await;
    let (fact, other, url) = (fact_type(), fact_type(), setting("PARVIS_OWN_AMQP"));
    let bus = open(&url, "vat");
    let (ear, stuck) = (Ear::new(unique("ear"), &[fact]), Ear::new(unique("stuck"), &[other]));
    let _brought = (brought(&bus, &ear).await, brought(&bus, &stuck).await);
    // The first message over a channel waits for its queue, and all others with it.
    let said = |kind, sequence| Said::new(kind, "vat", kind, sequence);
    let (first, second) = (said(fact, 1), said(other, 1));
    let told = bus.publish(&[first.outgoing(), second.outgoing()]).await.unwrap();
    assert!(matches!(told[..], [Ok(()), Ok(())]), "{told:?}");
    let (left, taken) = (said(other, 2), said(fact, 2));
    leader(&stuck, "suspend").await;
    let told = bus.publish(&[left.outgoing(), taken.outgoing()]).await.unwrap();
    assert!(matches!(told[..], [Err(Undelivered::Unknown(_)), Ok(())]), "{told:?}");
    ear.hears(2).await;
    leader(&stuck, "resume").await;
    assert!(matches!(bus.publish(&[left.outgoing()]).await.unwrap()[..], [Ok(())]));
    stuck.hears(2).await;
}

/// Suspends or resumes the broker's process that leads a quorum queue.
async fn leader(ear: &Ear, verb: &str) {
    let queue = format!("parvis.{}.v1", ear.service());
    let led = format!(
        "{{ok, Queue}} = rabbit_amqqueue:lookup(rabbit_misc:r(<<\"/\">>, queue, <<\"{queue}\">>)), \
         {{Leader, _}} = amqqueue:get_pid(Queue), ok = sys:{verb}(Leader)."
    );
    services("ctl", &["eval", &led]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_is_killed_loses_nothing() {
    let _turn = TURN.lock().await;
    let (kind, url) = (fact_type(), setting("PARVIS_OWN_AMQP"));
    let (bus, ear) = (open(&url, "vat"), Ear::new(unique("ear"), &[kind]));
    let _brought = brought(&bus, &ear).await;
    // RabbitMQ 3.10 writes down that a queue exists some seconds after it said so; a queue that it
    // forgets when it is killed in between is dead for ever.
    services("ctl", &["eval", "[dets:sync(Table) || Table <- dets:all()]."]).await;
    let killing = async {
        services("kill", &["rabbitmq"]).await;
        services("start", &["rabbitmq"]).await;
    };
    let ((), waves) = tokio::join!(killing, waves(&bus, kind, 300));
    in_order(&ear.hears(waves.messages()).await, waves);
    until("is ready", || bus.is_ready()).await;
}
