//! A hearer that keeps what it hears in memory, as an inbox does in a table: each id once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use parvis_bus::{Arrival, Bus, Cause, Hearer};
use tokio_util::sync::{CancellationToken, DropGuard};

use std::sync::Arc;

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Ear {
    service: &'static str,
    kinds: Vec<&'static str>,
    /// Whether it can store nothing now.
    pub(crate) broken: AtomicBool,
    /// How often it was asked to store while it could not.
    pub(crate) refused: AtomicUsize,
    arrived: AtomicUsize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    ids: std::collections::HashSet<String>,
    heard: Vec<Heard>,
    unreadable: Vec<String>,
}

/// A message as it was heard first.
#[derive(Clone)]
pub(crate) struct Heard {
    pub(crate) id: String,
    pub(crate) subject: String,
    pub(crate) sequence: i64,
    pub(crate) bytes: Vec<u8>,
}

impl Ear {
    pub(crate) fn new(service: &'static str, kinds: &[&'static str]) -> Arc<Self> {
        Arc::new(Self {
            service,
            kinds: kinds.to_vec(),
            broken: AtomicBool::default(),
            refused: AtomicUsize::default(),
            arrived: AtomicUsize::default(),
            kept: Mutex::default(),
        })
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.kept.lock().unwrap().heard.clone()
    }

    /// How many messages it stored, each as often as it came.
    pub(crate) fn arrived(&self) -> usize {
        self.arrived.load(Ordering::SeqCst)
    }

    pub(crate) fn unreadable(&self) -> Vec<String> {
        self.kept.lock().unwrap().unreadable.clone()
    }

    /// Waits until it has heard as many different messages.
    pub(crate) async fn hears(&self, count: usize) -> Vec<Heard> {
        until("hears", || self.heard().len() >= count).await;
        self.heard()
    }
}

#[async_trait]
impl Hearer for Ear {
    fn service(&self) -> &'static str {
        self.service
    }

    fn kinds(&self) -> &[&'static str] {
        &self.kinds
    }

    async fn store(&self, arrivals: &[Arrival<'_>]) -> Result<(), Cause> {
        if self.broken.load(Ordering::SeqCst) {
            self.refused.fetch_add(1, Ordering::SeqCst);
            return Err("no database".into());
        }
        self.arrived.fetch_add(arrivals.len(), Ordering::SeqCst);
        let mut kept = self.kept.lock().unwrap();
        for arrival in arrivals {
            match &arrival.envelope {
                Ok(envelope) if kept.ids.insert(envelope.id.to_string()) => {
                    kept.heard.push(Heard {
                        id: envelope.id.to_string(),
                        subject: envelope.subject.clone(),
                        sequence: envelope.sequence,
                        bytes: arrival.bytes.to_vec(),
                    });
                }
                Ok(_) => {}
                Err(error) => kept.unreadable.push(error.to_string()),
            }
        }
        Ok(())
    }
}

/// Brings the bus's messages to the ear until the answer is dropped or cancelled.
pub(crate) fn bring(bus: &Bus, ear: &Arc<Ear>) -> (DropGuard, tokio::task::JoinHandle<()>) {
    bus.join(ear.clone());
    let stop = CancellationToken::new();
    let (bus, ear, stopped) = (bus.clone(), ear.clone(), stop.clone());
    let task = spawn(async move { bus.bring(ear, stopped).await });
    (stop.drop_guard(), task)
}

/// Brings, and waits until the bus is ready.
pub(crate) async fn brought(bus: &Bus, ear: &Arc<Ear>) -> (DropGuard, tokio::task::JoinHandle<()>) {
    let brought = bring(bus, ear);
    until("is ready", || bus.is_ready()).await;
    brought
}

#[expect(clippy::disallowed_methods, reason = "a test's own task ends with its runtime")]
pub(crate) fn spawn<T: Send + 'static>(
    task: impl Future<Output = T> + Send + 'static,
) -> tokio::task::JoinHandle<T> {
    tokio::spawn(task)
}

/// Waits, within bounds, until it is so.
pub(crate) async fn until(what: &str, mut so: impl FnMut() -> bool) {
    let waiting = async {
        while !so() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("never: {what}"));
}
