//! The in-process bus: hands each message to the inboxes of its hearers. It has no queue to lose.

use std::sync::{Arc, PoisonError, RwLock};

use parvis_events::{CATALOGUE, Envelope, Kind};
use tokio::sync::broadcast;

use crate::{Delivery, Hearer, Undelivered};

/// How many messages a listener may lag behind before it misses some.
const LISTENER_LAG: usize = 256;

/// The bus of a platform that runs in one process; clones share it.
#[derive(Clone)]
pub struct MemoryBus(Arc<Shared>);

struct Shared {
    hearers: RwLock<Vec<Arc<dyn Hearer>>>,
    listeners: broadcast::Sender<Arc<Envelope>>,
}

impl Default for MemoryBus {
    fn default() -> Self {
        let (listeners, _) = broadcast::channel(LISTENER_LAG);
        Self(Arc::new(Shared { hearers: RwLock::default(), listeners }))
    }
}

impl MemoryBus {
    /// Lets a service hear from now on. All must have joined before the first relay starts.
    pub fn join(&self, hearer: Arc<dyn Hearer>) {
        self.0.hearers.write().unwrap_or_else(PoisonError::into_inner).push(hearer);
    }

    /// Overhears every message without keeping it: for caches, which may miss some.
    pub fn listen(&self) -> broadcast::Receiver<Arc<Envelope>> {
        self.0.listeners.subscribe()
    }

    /// Hands a message to all who hear it. A command that nobody hears is an error.
    pub async fn publish(&self, bytes: &[u8]) -> Result<(), Undelivered> {
        let envelope = Envelope::from_bytes(bytes)?;
        let hearers = self.hearers_of(&envelope.kind);
        if hearers.is_empty() && is_command(&envelope.kind) {
            return Err(Undelivered::Unheard(envelope.kind));
        }
        let delivery = Delivery { envelope: &envelope, bytes };
        for hearer in hearers {
            hearer
                .store(delivery)
                .await
                .map_err(|cause| Undelivered::NotStored { hearer: hearer.service(), cause })?;
        }
        // Nobody listening is no fault.
        self.0.listeners.send(Arc::new(envelope)).ok();
        Ok(())
    }

    fn hearers_of(&self, kind: &str) -> Vec<Arc<dyn Hearer>> {
        let hearers = self.0.hearers.read().unwrap_or_else(PoisonError::into_inner);
        hearers.iter().filter(|h| h.hears(kind)).cloned().collect()
    }
}

fn is_command(kind: &str) -> bool {
    CATALOGUE.iter().any(|(name, what)| *name == kind && *what == Kind::Command)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;
    use parvis_events::vat::v1::{CompanyRejected, VerifyCompany};
    use parvis_events::{Headers, Payload};
    use parvis_kernel::Timestamp;

    use super::*;

    #[derive(Default)]
    struct Ear(Mutex<Vec<Vec<u8>>>);

    #[async_trait]
    impl Hearer for Ear {
        fn service(&self) -> &'static str {
            "ear"
        }
        fn hears(&self, kind: &str) -> bool {
            kind == CompanyRejected::TYPE
        }
        async fn store(
            &self,
            delivery: Delivery<'_>,
        ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
            self.0.lock().unwrap().push(delivery.bytes.to_vec());
            Ok(())
        }
    }

    fn bytes<P: Payload>(message: &P) -> Vec<u8> {
        let headers = Headers {
            service: "vat",
            subject: "vat_1".into(),
            sequence: 1,
            time: Timestamp::default(),
            correlation: None,
            traceparent: None,
        };
        let data = serde_json::to_value(message).unwrap();
        Envelope::new(P::TYPE, data, headers).to_bytes().unwrap()
    }

    #[tokio::test]
    async fn a_fact_reaches_those_who_hear_it_byte_for_byte() {
        let bus = MemoryBus::default();
        let ear = Arc::new(Ear::default());
        bus.join(ear.clone());
        let fact = bytes(&CompanyRejected::default());
        bus.publish(&fact).await.unwrap();
        assert_eq!(*ear.0.lock().unwrap(), [fact]);
    }

    #[tokio::test]
    async fn a_command_that_nobody_hears_is_not_lost_silently() {
        let bus = MemoryBus::default();
        bus.join(Arc::new(Ear::default()));
        let refused = bus.publish(&bytes(&VerifyCompany::default())).await;
        assert!(matches!(refused, Err(Undelivered::Unheard(kind)) if kind == VerifyCompany::TYPE));
    }
}
