//! The in-process bus: hands each message to the inboxes of its hearers. It has no queue to lose.

use std::sync::{Arc, PoisonError, RwLock};

use parvis_events::{Envelope, must_be_heard};
use tokio::sync::broadcast;

use crate::{Arrival, Hearer, Outgoing, Undelivered};

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

    /// Every message that is handed over from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<Envelope>> {
        self.0.listeners.subscribe()
    }

    /// Hands messages to all who hear them. That nobody hears one who must be heard is an error.
    pub async fn publish(&self, messages: &[Outgoing<'_>]) -> Vec<Result<(), Undelivered>> {
        let mut handed = Vec::with_capacity(messages.len());
        for message in messages {
            handed.push(self.hand_over(message).await);
        }
        handed
    }

    async fn hand_over(&self, message: &Outgoing<'_>) -> Result<(), Undelivered> {
        let hearers = self.hearers_of(message.kind);
        if hearers.is_empty() && must_be_heard(message.kind) {
            return Err(Undelivered::Unheard(message.kind.to_owned()));
        }
        let arrivals = [Arrival::read(message.kind, message.bytes)];
        for hearer in hearers {
            hearer.store(&arrivals).await.map_err(|cause| Undelivered::NotStored {
                hearer: hearer.service(),
                cause: cause.to_string(),
            })?;
        }
        let [Arrival { envelope, .. }] = arrivals;
        // Nobody listening is no fault.
        self.0.listeners.send(Arc::new(envelope?)).ok();
        Ok(())
    }

    fn hearers_of(&self, kind: &str) -> Vec<Arc<dyn Hearer>> {
        let hearers = self.0.hearers.read().unwrap_or_else(PoisonError::into_inner);
        hearers.iter().filter(|h| h.kinds().contains(&kind)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;
    use parvis_events::vat::v1::{CompanyRejected, VerifyCompany};
    use parvis_events::{Headers, Payload};
    use parvis_kernel::Timestamp;

    use super::*;
    use crate::Cause;

    #[derive(Default)]
    struct Ear(Mutex<Vec<Vec<u8>>>);

    #[async_trait]
    impl Hearer for Ear {
        fn service(&self) -> &'static str {
            "ear"
        }
        fn kinds(&self) -> &[&'static str] {
            &[CompanyRejected::TYPE]
        }
        async fn store(&self, arrivals: &[Arrival<'_>]) -> Result<(), Cause> {
            self.0.lock().unwrap().extend(arrivals.iter().map(|a| a.bytes.to_vec()));
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
        let sent = Outgoing { id: "evt_1", kind: CompanyRejected::TYPE, bytes: &fact };
        assert!(matches!(bus.publish(&[sent]).await[..], [Ok(())]));
        assert_eq!(*ear.0.lock().unwrap(), [fact]);
    }

    #[tokio::test]
    async fn a_command_that_nobody_hears_is_not_lost_silently() {
        let bus = MemoryBus::default();
        bus.join(Arc::new(Ear::default()));
        let command = bytes(&VerifyCompany::default());
        let sent = Outgoing { id: "evt_1", kind: VerifyCompany::TYPE, bytes: &command };
        let refused = bus.publish(&[sent]).await;
        assert!(matches!(&refused[..], [Err(Undelivered::Unheard(k))] if k == VerifyCompany::TYPE));
    }
}
