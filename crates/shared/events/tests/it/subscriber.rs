//! The example of a subscriber, as somebody else's service would run it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use lapin::options::BasicGetOptions;
use lapin::{Channel, Confirmation};

use crate::defined::{Defined, publish};
use crate::generator::root;

const STARTED: &str = "parvis.onboarding.v1.OnboardingStarted";
const ACTIVATED: &str = "parvis.onboarding.v1.TenantActivated";
const COMPLETED: &str = "parvis.onboarding.v1.OnboardingCompleted";
/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The example, running; killed when dropped.
struct Subscriber {
    process: Child,
    lines: Receiver<String>,
}

impl Subscriber {
    fn start(broker: &Defined, database: &Path) -> Self {
        let python = root().join("target/validators/bin/python");
        let has_pika = Command::new(&python).args(["-c", "import pika"]).status();
        assert!(has_pika.is_ok_and(|s| s.success()), "pika is missing: run scripts/lint-events");
        let queue = format!("{}.tenants", broker.user("reporting"));
        let mut process = Command::new(python)
            .arg(root().join("proto/examples/subscriber.py"))
            .args([&queue, STARTED, ACTIVATED, COMPLETED])
            .arg("--database")
            .arg(database)
            .env("PARVIS_BROKER", url(broker))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = lines(process.stdout.take().unwrap());
        Self { process, lines }
    }

    fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).unwrap()
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn url(broker: &Defined) -> String {
    let uri = broker.url_of("reporting");
    let (at, who) = (&uri.authority, &uri.authority.userinfo);
    let password = who.password.replace(' ', "%20");
    format!("amqp://{}:{password}@{}:{}/{}", who.username, at.host, at.port, uri.vhost)
}

fn lines(output: ChildStdout) -> Receiver<String> {
    let (to, lines) = channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if to.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Says a fact's fixture; false where no queue took it.
async fn say(channel: &Channel, fact: &str) -> bool {
    let fixture = fs::read(root().join(format!("proto/fixtures/{fact}.json"))).unwrap();
    let answer = publish(channel, "parvis.facts", fact, &fixture).await.unwrap();
    matches!(answer, Confirmation::Ack(None))
}

async fn say_once_it_is_heard(channel: &Channel, fact: &str) {
    let begun = Instant::now();
    while !say(channel, fact).await {
        assert!(begun.elapsed() < PATIENCE, "nobody binds a queue to {fact}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// The next message in a queue.
async fn next(channel: &Channel, queue: &str) -> Vec<u8> {
    let begun = Instant::now();
    loop {
        let got = channel.basic_get(queue.into(), BasicGetOptions::default()).await.unwrap();
        if let Some(message) = got {
            return message.delivery.data;
        }
        assert!(begun.elapsed() < PATIENCE, "{queue} stays empty");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn the_example_prints_each_fact_once_and_misses_none_while_it_is_away() {
    let mut broker = Defined::new();
    broker.let_subscribe("reporting", &[STARTED, ACTIVATED, COMPLETED]);
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("subscriber.db");
    let onboarding = broker.channel_of("onboarding").await;

    let subscriber = Subscriber::start(&broker, &database);
    say_once_it_is_heard(&onboarding, STARTED).await;
    assert!(say(&onboarding, STARTED).await, "the same again");
    assert!(say(&onboarding, ACTIVATED).await);
    assert!(subscriber.line().contains(STARTED));
    assert!(subscriber.line().contains(ACTIVATED));
    drop(subscriber);

    assert!(say(&onboarding, ACTIVATED).await, "its queue stays");
    assert!(say(&onboarding, COMPLETED).await);
    let subscriber = Subscriber::start(&broker, &database);
    assert!(subscriber.line().contains(COMPLETED));
}

#[tokio::test]
async fn a_message_that_nobody_can_read_holds_nothing_back() {
    let mut broker = Defined::new();
    broker.let_subscribe("reporting", &[STARTED, ACTIVATED, COMPLETED]);
    let folder = tempfile::tempdir().unwrap();
    let onboarding = broker.channel_of("onboarding").await;
    let subscriber = Subscriber::start(&broker, &folder.path().join("subscriber.db"));
    say_once_it_is_heard(&onboarding, STARTED).await;
    let unreadable = b"{\"id\": \xff";
    publish(&onboarding, "parvis.facts", ACTIVATED, unreadable).await.unwrap();
    assert!(say(&onboarding, COMPLETED).await);
    assert!(subscriber.line().contains(STARTED));
    assert!(subscriber.line().contains(COMPLETED));
    let reporting = broker.channel_of("reporting").await;
    let dead = format!("{}.tenants.dead", broker.user("reporting"));
    assert_eq!(next(&reporting, &dead).await, unreadable);
}
