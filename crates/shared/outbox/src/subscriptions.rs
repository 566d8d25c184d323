//! What a service hears, and what it does about it.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use parvis_events::{Envelope, Payload};

use crate::database::StoreError;
use crate::tx::Tx;

/// A message that was heard, decoded.
#[derive(Debug, Clone)]
pub struct Heard<P> {
    /// The message.
    pub message: P,
    /// The envelope it came in.
    pub envelope: Envelope,
}

/// Why a message was not handled.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// It may succeed later; it is tried again and holds back its aggregate.
    #[error("{0}")]
    Retry(String),
    /// It will never succeed; it is parked.
    #[error("{0}")]
    Poison(String),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Retry(error.to_string())
    }
}

type Handler<S> = Arc<
    dyn for<'a> Fn(&'a S, &'a mut Tx, Envelope) -> BoxFuture<'a, Result<(), Refusal>> + Send + Sync,
>;

/// The table of what a service `S` hears.
///
/// A handler writes through the transaction it is given, together with the mark that the message was
/// handled; it has no effect outside the database.
pub struct Subscriptions<S> {
    handlers: HashMap<&'static str, Handler<S>>,
}

impl<S> Default for Subscriptions<S> {
    fn default() -> Self {
        Self { handlers: HashMap::new() }
    }
}

impl<S: Send + Sync + 'static> Subscriptions<S> {
    /// Hears messages of type `P`.
    #[must_use]
    pub fn on<P: Payload>(
        mut self,
        handle: impl for<'a> Fn(&'a S, &'a mut Tx, Heard<P>) -> BoxFuture<'a, Result<(), Refusal>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        let handle = Arc::new(handle);
        let decoded: Handler<S> = Arc::new(move |service, tx, envelope| {
            let handle = handle.clone();
            Box::pin(async move {
                let message =
                    envelope.payload::<P>().map_err(|e| Refusal::Poison(e.to_string()))?;
                handle(service, tx, Heard { message, envelope }).await
            })
        });
        self.handlers.insert(P::TYPE, decoded);
        self
    }

    /// The types that are heard.
    pub fn kinds(&self) -> Vec<&'static str> {
        let mut kinds: Vec<_> = self.handlers.keys().copied().collect();
        kinds.sort_unstable();
        kinds
    }

    pub(crate) async fn handle(&self, service: &S, tx: &mut Tx, body: &str) -> Result<(), Refusal> {
        let envelope =
            Envelope::from_bytes(body.as_bytes()).map_err(|e| Refusal::Poison(e.to_string()))?;
        let Some(handler) = self.handlers.get(envelope.kind.as_str()) else {
            return Err(Refusal::Poison(format!("{} is not heard here", envelope.kind)));
        };
        tx.correlate_with(envelope.correlationid.clone());
        handler(service, tx, envelope).await
    }
}
