//! Carries messages from an outbox to the inboxes of those who hear them.
//!
//! A message counts as published when every hearer has stored it. The same bytes travel whatever
//! carries them.

mod memory;

pub use memory::MemoryBus;

use async_trait::async_trait;
use parvis_events::Envelope;

/// Why a message could not be handed over; the relay keeps it and tries again.
#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    /// A command whose service is not there.
    #[error("nobody hears {0}")]
    Unheard(String),
    /// A hearer could not store it.
    #[error("{hearer} did not store it: {cause}")]
    NotStored {
        /// The service that should have stored it.
        hearer: &'static str,
        /// What its database said.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The bytes are no envelope.
    #[error(transparent)]
    Undecodable(#[from] parvis_events::Undecodable),
}

/// A message on its way: its envelope, and the bytes it was read from.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// The envelope, decoded.
    pub envelope: &'a Envelope,
    /// The same envelope as it travels.
    pub bytes: &'a [u8],
}

/// Somebody who hears messages and keeps them: a service's inbox.
#[async_trait]
pub trait Hearer: Send + Sync {
    /// The hearing service.
    fn service(&self) -> &'static str;
    /// Whether messages of this type concern it.
    fn hears(&self, kind: &str) -> bool;
    /// Stores the message; a message it already knows changes nothing.
    async fn store(
        &self,
        delivery: Delivery<'_>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>>;
}
