//! How long it takes from a commit until the hearer begins with the message, on an idle system: in the
//! process that relays and the one that stores, and where other replicas do.

use std::future::{Ready, ready};
use std::sync::Arc;
use std::time::{Duration, Instant};

use parvis_bus::Bus;
use parvis_events::vat::v1::CompanyRejected;
use parvis_kernel::Secret;
use parvis_outbox::{
    Database, Heard, Inbox, Refusal, Subscriptions, consume, relay, wake_neighbours,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{Row, Setting};
use crate::house::{self, House, Tasks};
use crate::tally::percentile;

/// What is promised at the 99th percentile, in milliseconds.
const PROMISED: f64 = 50.0;
/// How long the system rests between two messages.
const REST: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(10);

/// What a hearing service is: it tells when it begins with what it heard.
struct Ear(UnboundedSender<(String, Instant)>);

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let times = setting.options.times(100, 1000);
    let rows = [("same process", false), ("other replicas", true)];
    let mut told = Row::new("latency").with("times", times);
    for (name, apart) in rows {
        let spans = measured(setting, times, apart).await;
        let (median, late) = (percentile(&spans, 0.5), percentile(&spans, 0.99));
        let most = percentile(&spans, 1.0);
        println!(
            "commit to consumer start, {name}: median {median} ms, p99 {late} ms, most {most} ms"
        );
        let figures = serde_json::json!({ "p50": median, "p99": late, "most": most });
        told = told.with(name, figures).and(late < PROMISED, format!("{name}: too late"));
    }
    vec![told]
}

async fn measured(setting: &Setting<'_>, times: usize, apart: bool) -> Vec<Duration> {
    let broker = setting.backends.fresh_broker();
    let speaker = House::fresh(setting.backends, "vat").await;
    let hearer = House::fresh(setting.backends, "onboarding").await;
    let mut tasks = Tasks::default();
    let heard = up(&mut tasks, &broker, (&speaker, &hearer), apart).await;
    let spans = each(&speaker, heard, times).await;
    tasks.end().await;
    speaker.end(setting.backends).await;
    hearer.end(setting.backends).await;
    spans
}

/// Starts what a process of each service runs; where they are `apart`, the commits are made in one process
/// and relayed by another, and what one process stored another works.
async fn up(
    tasks: &mut Tasks,
    broker: &Secret,
    (speaker, hearer): (&House, &House),
    apart: bool,
) -> UnboundedReceiver<(String, Instant)> {
    let said = if apart { speaker.next_door().await } else { speaker.database.clone() };
    let stored = if apart { hearer.next_door().await } else { hearer.database.clone() };
    for database in [&speaker.database, &said, &hearer.database, &stored] {
        tasks.spawn(wake_neighbours(database.clone(), tasks.stop()));
    }
    let (sender, receiver) = unbounded_channel();
    let (speaking, hearing) = (house::bus(broker), house::bus(broker));
    bring(tasks, &hearing, stored).await;
    tasks.spawn(relay(said, speaking, tasks.stop()));
    let ear = Arc::new(Ear(sender));
    tasks.spawn(consume(hearer.database.clone(), ear, listening(), tasks.stop()));
    receiver
}

async fn bring(tasks: &mut Tasks, bus: &Bus, database: Database) {
    let inbox = Arc::new(Inbox::new(database, listening().kinds()));
    bus.join(inbox.clone());
    let (bringing, stop) = (bus.clone(), tasks.stop());
    tasks.spawn(async move { bringing.bring(inbox, stop).await });
    while !bus.is_ready() {
        tokio::time::sleep(REST).await;
    }
}

fn listening() -> Subscriptions<Ear> {
    Subscriptions::default().on::<CompanyRejected>(|ear: &Ear, _, heard| Box::pin(ear.hear(heard)))
}

impl Ear {
    fn hear(&self, heard: Heard<CompanyRejected>) -> Ready<Result<(), Refusal>> {
        // Whoever measures no longer waits once everything was heard.
        self.0.send((heard.message.verification_id, Instant::now())).ok();
        ready(Ok(()))
    }
}

/// Says something, and again once it was heard.
async fn each(
    speaker: &House,
    mut heard: UnboundedReceiver<(String, Instant)>,
    times: usize,
) -> Vec<Duration> {
    let mut spans = Vec::with_capacity(times);
    // The first ones open connections.
    for n in 0..times + 10 {
        tokio::time::sleep(REST).await;
        let subject = format!("company-{n}");
        speaker.say(&subject).await;
        let committed = Instant::now();
        let next = tokio::time::timeout(PATIENCE, heard.recv()).await;
        let (what, at) = next.unwrap().unwrap();
        assert_eq!(what, subject);
        spans.push(at.saturating_duration_since(committed));
    }
    let mut spans = spans.split_off(10);
    spans.sort_unstable();
    spans
}
