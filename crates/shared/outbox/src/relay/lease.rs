//! The relay's lease: of all processes on one database one relays, and another takes over in seconds.

use std::convert::Infallible;
use std::time::Duration;

use parvis_kernel::{Timestamp, id, mutant};
use sea_orm::DatabaseTransaction;

use crate::database::{Database, StoreError};
use crate::store::relay_lease;

/// How long the others leave it alone after the last sign of life.
const LEASE: Duration = Duration::from_secs(5);
/// How often it is prolonged while a batch is handed over.
const RENEWAL: Duration = Duration::from_secs(1);
/// What must be left of it before a batch is begun.
const MARGIN: Duration = Duration::from_secs(2);

/// The lease as this process knows it.
pub(super) struct Lease {
    database: Database,
    holder: String,
    held: Option<Held>,
}

#[derive(Debug, Clone, Copy)]
struct Held {
    fence: i64,
    until: Timestamp,
}

/// Whether this process may relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It held the lease already.
    Held,
    /// It holds the lease now: what it read before may have been handed over by another.
    Taken,
    /// Another process holds it.
    Elsewhere,
}

impl Lease {
    pub(super) fn new(database: Database) -> Self {
        Self { database, holder: id::fresh().to_string(), held: None }
    }

    /// Takes or prolongs the lease, so that a batch can be handed over under it.
    pub(super) async fn secure(&mut self) -> Result<Standing, StoreError> {
        if mutant::without("relay-lease") {
            return Ok(Standing::Held);
        }
        let now = self.database.now();
        if self.held.is_some_and(|held| now.plus(MARGIN) < held.until) {
            return Ok(Standing::Held);
        }
        let until = now.plus(LEASE);
        // What is not committed is not held: another one may take the same number.
        let before = self.held.take();
        let tx = self.database.begin().await?;
        let (held, standing) = match before {
            Some(held) if relay_lease::hold(&tx, held.fence, until).await? => {
                (Some(Held { until, ..held }), Standing::Held)
            }
            Some(_) | None => match relay_lease::take(&tx, &self.holder, now, until).await? {
                Some(fence) => (Some(Held { fence, until }), Standing::Taken),
                None => (None, Standing::Elsewhere),
            },
        };
        tx.commit().await?;
        self.held = held;
        self.tell();
        Ok(standing)
    }

    /// Holds the lease in the transaction that marks a batch; false when another process took it, and
    /// the batch with it. It is not prolonged by that: what is not committed is not held.
    pub(super) async fn hold(&mut self, tx: &DatabaseTransaction) -> Result<bool, StoreError> {
        if mutant::without("relay-lease") {
            return Ok(true);
        }
        let Some(held) = self.held else { return Ok(false) };
        let ours = relay_lease::hold(tx, held.fence, held.until).await?;
        self.held = ours.then_some(held);
        self.tell();
        Ok(ours)
    }

    /// Prolongs the lease for as long as this is awaited: a broker may take longer over a batch than the
    /// others wait.
    pub(super) async fn keep(&mut self) -> Infallible {
        loop {
            tokio::time::sleep(RENEWAL).await;
            if let Err(error) = self.prolong().await {
                tracing::warn!(%error, "the relay's lease could not be prolonged");
            }
        }
    }

    async fn prolong(&mut self) -> Result<(), StoreError> {
        let Some(held) = self.held else { return Ok(()) };
        let until = self.database.now().plus(LEASE);
        let tx = self.database.begin().await?;
        let ours = relay_lease::hold(&tx, held.fence, until).await?;
        tx.commit().await?;
        // Only now: the batch may end meanwhile, and what is not committed is not held.
        self.held = ours.then_some(Held { until, ..held });
        self.tell();
        Ok(())
    }

    /// Lets those who watch this process know whether it relays.
    fn tell(&self) {
        self.database.relay_until(self.held.map_or(Timestamp::default(), |held| held.until));
    }

    /// Gives the lease back, so that another process need not wait.
    pub(super) async fn release(mut self) -> Result<(), StoreError> {
        let Some(held) = self.held.take() else { return Ok(()) };
        self.tell();
        let tx = self.database.begin().await?;
        relay_lease::hold(&tx, held.fence, Timestamp::default()).await?;
        tx.commit().await
    }
}
