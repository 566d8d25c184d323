//! Hears everything that is said on the bus, and keeps it for the test.

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use parvis_bus::{Arrival, Cause, Hearer};
use parvis_events::{CATALOGUE, Envelope, Payload};
use tokio::sync::Notify;

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Ear {
    kinds: Vec<&'static str>,
    heard: Mutex<Vec<Envelope>>,
    more: Notify,
}

impl Default for Ear {
    fn default() -> Self {
        let kinds = CATALOGUE.iter().map(|entry| entry.name).collect();
        Self { kinds, heard: Mutex::default(), more: Notify::new() }
    }
}

impl Ear {
    pub(crate) fn all(&self) -> Vec<Envelope> {
        self.heard.lock().unwrap().clone()
    }

    /// The first message of type `P` for which `wanted` holds; waits for it.
    pub(crate) async fn find<P: Payload>(&self, wanted: impl Fn(&P) -> bool) -> (Envelope, P) {
        let look = async {
            loop {
                let more = self.more.notified();
                let found = self.all().into_iter().filter(|e| e.kind == P::TYPE).find_map(|e| {
                    let message = e.payload::<P>().unwrap();
                    wanted(&message).then_some((e, message))
                });
                if let Some(found) = found {
                    return found;
                }
                tokio::time::timeout(Duration::from_millis(100), more).await.ok();
            }
        };
        let found = tokio::time::timeout(PATIENCE, look).await;
        found.unwrap_or_else(|_| panic!("{} was not said", P::TYPE))
    }
}

#[async_trait]
impl Hearer for Ear {
    fn service(&self) -> &'static str {
        "test"
    }

    fn kinds(&self) -> &[&'static str] {
        &self.kinds
    }

    async fn store(&self, arrivals: &[Arrival<'_>]) -> Result<(), Cause> {
        let envelopes = arrivals.iter().filter_map(|arrival| arrival.envelope.as_ref().ok());
        self.heard.lock().unwrap().extend(envelopes.cloned());
        self.more.notify_waiters();
        Ok(())
    }
}
