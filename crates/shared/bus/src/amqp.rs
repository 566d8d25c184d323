//! The bus over RabbitMQ.
//!
//! Nothing here relies on the client library's own recovery, which after a fault of a channel leaves
//! its consumers silent for ever. Whoever needs the broker has a connection of its own, notices that
//! it is dead, drops it, and begins anew, for ever.

mod address;
mod backfill;
mod connection;
mod consumer;
mod line;
mod lines;
mod overhear;
mod properties;
mod publisher;
mod readiness;
mod sender;
mod session;
mod topology;
mod watch;

use std::sync::Arc;

use parvis_kernel::Secret;
use tokio_util::sync::CancellationToken;

use crate::{BadUrl, Handed, Hearer, Outgoing};
use address::Address;
pub use backfill::{Backfill, BackfillError};
use consumer::Consumer;
pub(crate) use overhear::AmqpOverhearing;
use publisher::Publisher;
use readiness::Readiness;

/// Why something with the broker came to nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    #[error(transparent)]
    Broker(#[from] lapin::Error),
    #[error(transparent)]
    Network(#[from] std::io::Error),
    #[error("the broker refused a message: {0}")]
    Refusal(lapin::Error),
    #[error("it did not confirm in time")]
    Unconfirmed,
    #[error("{0} took too long")]
    TooSlow(&'static str),
    #[error("the connection or its channel is gone")]
    Lost,
    #[error("the broker cancelled the consumer")]
    Cancelled,
}

/// The bus over a broker; clones share its connection for publishing.
#[derive(Clone)]
pub struct AmqpBus(Arc<Shared>);

struct Shared {
    address: Arc<Address>,
    publisher: Publisher,
    readiness: Readiness,
}

impl AmqpBus {
    /// The bus at an `amqp://` or `amqps://` URL; `roots` are further roots (PEM) for TLS, `name` is
    /// the process. It does not connect yet.
    pub(crate) fn open(url: &Secret, roots: &str, name: &'static str) -> Result<Self, BadUrl> {
        let address = Arc::new(Address::parse(url, roots, name)?);
        let publisher = Publisher::new(address.clone());
        Ok(Self(Arc::new(Shared { address, publisher, readiness: Readiness::default() })))
    }

    /// Is not ready from now on until the service hears.
    pub(crate) fn join(&self, hearer: &dyn Hearer) {
        self.0.readiness.joins(hearer.service());
    }

    /// Brings what arrives for a service to it, and keeps the way out open meanwhile.
    pub(crate) async fn bring(&self, hearer: Arc<dyn Hearer>, stop: CancellationToken) {
        let Shared { address, publisher, readiness } = &*self.0;
        let consumer = Consumer { address, hearer: &*hearer, readiness };
        tokio::join!(consumer.run(&stop), stop.run_until_cancelled(publisher.lines.keep()));
    }

    pub(crate) async fn publish(&self, messages: &[Outgoing<'_>]) -> Handed {
        self.0.publisher.publish(messages).await
    }

    pub(crate) fn overhear(&self, kinds: &[&str]) -> AmqpOverhearing {
        AmqpOverhearing::new(self.0.address.clone(), kinds)
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.0.publisher.lines.is_ready() && self.0.readiness.all_hear()
    }

    /// Takes leave of the broker, once nothing is published any more.
    pub(crate) async fn close(&self) {
        self.0.publisher.lines.close().await;
    }
}
