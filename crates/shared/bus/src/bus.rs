//! The bus of a process: what its URL says.

use std::sync::Arc;

use parvis_kernel::Secret;
use tokio_util::sync::CancellationToken;

use crate::{AmqpBus, Handed, Hearer, MemoryBus, Outgoing, Overhearing};

/// Why a URL names no bus.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadUrl(pub(crate) &'static str);

/// What carries messages between services; clones share it.
#[derive(Clone)]
pub enum Bus {
    /// Within this process.
    Memory(MemoryBus),
    /// Over a broker.
    Amqp(AmqpBus),
}

impl Bus {
    /// A bus within this process.
    pub fn memory() -> Self {
        Self::Memory(MemoryBus::default())
    }

    /// The bus at `url` for the process `name`; `roots` (PEM, may be empty) are trusted besides the
    /// public ones. It connects when it is used, not now.
    pub fn open(url: &Secret, roots: &str, name: &'static str) -> Result<Self, BadUrl> {
        match url.reveal().split_once(':') {
            Some(("memory", "")) => Ok(Self::memory()),
            Some(("amqp" | "amqps", _)) => AmqpBus::open(url, roots, name).map(Self::Amqp),
            Some(_) | None => Err(BadUrl("must be memory:, amqp:// or amqps://")),
        }
    }

    /// Lets a service hear. All must have joined before the first relay starts; a broker's bus is not
    /// ready until all who joined hear.
    pub fn join(&self, hearer: Arc<dyn Hearer>) {
        match self {
            Self::Memory(bus) => bus.join(hearer),
            Self::Amqp(bus) => bus.join(&*hearer),
        }
    }

    /// Brings what arrives for a service that has joined to its inbox, until `stop`.
    pub async fn bring(&self, hearer: Arc<dyn Hearer>, stop: CancellationToken) {
        match self {
            // The relay of the speaker brings it.
            Self::Memory(_) => stop.cancelled().await,
            Self::Amqp(bus) => bus.bring(hearer, stop).await,
        }
    }

    /// Hands over messages of different aggregates, all at once. One that failed does not hinder the
    /// others; what became of each is told in their order.
    pub async fn publish(&self, messages: &[Outgoing<'_>]) -> Handed {
        match self {
            Self::Memory(bus) => Ok(bus.publish(messages).await),
            Self::Amqp(bus) => bus.publish(messages).await,
        }
    }

    /// Overhears messages of these types from now on, without keeping them. `#` stands for all in this
    /// process, and for all facts of a broker: to the broker, a command that is overheard is heard.
    pub fn overhear(&self, kinds: &[&str]) -> Overhearing {
        match self {
            Self::Memory(bus) => Overhearing::of_memory(kinds, bus.listen()),
            Self::Amqp(bus) => Overhearing::of_amqp(bus.overhear(kinds)),
        }
    }

    /// Whether messages can be handed over and arrive now.
    pub fn is_ready(&self) -> bool {
        match self {
            Self::Memory(_) => true,
            Self::Amqp(bus) => bus.is_ready(),
        }
    }

    /// Takes leave, once nothing is published any more.
    pub async fn close(&self) {
        match self {
            Self::Memory(_) => {}
            Self::Amqp(bus) => bus.close().await,
        }
    }
}
