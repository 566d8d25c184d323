//! Carries messages from an outbox to the inboxes of those who hear them.
//!
//! A message counts as published when every hearer, or the broker for all of them, has stored it. The
//! same bytes travel whatever carries them; the URL alone says what that is.

mod amqp;
mod arrival;
mod bus;
mod memory;
mod overheard;
mod pause;

pub use amqp::{AmqpBus, Backfill, BackfillError};
pub use arrival::{Arrival, Unreadable};
pub use bus::{BadUrl, Bus};
pub use memory::MemoryBus;
pub use overheard::{Overheard, Overhearing};

use async_trait::async_trait;

/// How whoever operates a platform is called, by its processes and by its broker.
pub const OPERATOR: &str = "operator";

/// What somebody else's code answered when it could not do its part.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A message that leaves an outbox.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// The message's id.
    pub id: &'a str,
    /// The protobuf full name, which is also the routing key.
    pub kind: &'a str,
    /// The envelope as it travels.
    pub bytes: &'a [u8],
}

/// Why one message could not be handed over; the relay keeps it and tries again.
#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    /// A message that somebody must hear, and nobody does.
    #[error("nobody hears {0}")]
    Unheard(String),
    /// A hearer could not store it.
    #[error("{hearer} did not store it: {cause}")]
    NotStored {
        /// The service that should have stored it.
        hearer: &'static str,
        /// What its database said.
        cause: String,
    },
    /// The broker did not take it.
    #[error("the broker refused it: {0}")]
    Refused(String),
    /// The broker is there, and nothing is known of this message: it may have arrived.
    #[error("the broker did not say whether it took it: {0}")]
    Unknown(String),
    /// The bytes are no envelope.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// The bus itself is away: nothing is known about any message of the batch.
#[derive(Debug, thiserror::Error)]
#[error("the bus is away: {0}")]
pub struct Away(pub String);

/// What became of each message of a batch, in its order.
pub type Handed = Result<Vec<Result<(), Undelivered>>, Away>;

/// Somebody who hears messages and keeps them: a service's inbox.
#[async_trait]
pub trait Hearer: Send + Sync {
    /// The hearing service.
    fn service(&self) -> &'static str;
    /// The types of the messages that concern it.
    fn kinds(&self) -> &[&'static str];
    /// Stores messages in their order, all or none; one that it already knows changes nothing. What
    /// can't be read is set aside for an operator.
    async fn store(&self, arrivals: &[Arrival<'_>]) -> Result<(), Cause>;
}
