//! How much waits in a service's tables, for whoever watches it. Each look costs little, whatever waits.

use std::time::Duration;

use parvis_events::Envelope;

use crate::database::{Database, StoreError};
use crate::store;

/// Nothing is counted beyond this number.
pub const COUNTED: u64 = 10_000;

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Depths {
    /// Messages that the relay has not handed over.
    pub outbox: Pile,
    /// Messages that the consumer has not handled.
    pub inbox: Pile,
    /// Messages that were given up until an operator decides.
    pub parked: u64,
    /// Work that is due and that nobody is at.
    pub due: Pile,
    /// Work that did not succeed and will be tried again.
    pub retried: u64,
}

/// Rows that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pile {
    /// How many, at most [`COUNTED`].
    pub count: u64,
    /// How long the oldest has waited; nothing when none waits.
    pub oldest: Duration,
}

/// The connections of one process to a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// Those in use.
    pub busy: usize,
    /// Those that wait for use.
    pub idle: usize,
}

impl Database {
    /// Looks at what waits.
    pub async fn depths(&self) -> Result<Depths, StoreError> {
        let (read, now) = (self.read(), self.now());
        let said = store::outbox::oldest(read).await?;
        let said = said.and_then(|body| Envelope::from_bytes(body.as_bytes()).ok());
        let heard = store::inbox::oldest(read).await?;
        let due = store::work::longest_due(read, now).await?;
        let age = |since| now.since(since);
        Ok(Depths {
            outbox: Pile {
                count: store::outbox::waiting(read, COUNTED).await?,
                oldest: said.map_or(Duration::ZERO, |envelope| age(envelope.time)),
            },
            inbox: Pile {
                count: store::inbox::waiting(read, COUNTED).await?,
                oldest: heard.map_or(Duration::ZERO, age),
            },
            parked: store::inbox::parked(read, COUNTED).await?,
            due: Pile {
                count: store::work::due_count(read, now, COUNTED).await?,
                oldest: due.map_or(Duration::ZERO, age),
            },
            retried: store::work::retried(read, COUNTED).await?,
        })
    }

    /// The keys of the work of this kind that is due next, at most `limit`.
    pub async fn scheduled(&self, kind: &str, limit: u64) -> Result<Vec<String>, StoreError> {
        store::work::scheduled(self.read(), kind, limit).await
    }

    /// Whether this process holds the lease of the relay. While nothing waits nobody need hold it.
    pub fn relays(&self) -> bool {
        self.relays_until() > self.now()
    }

    /// The connections that this process has to the database.
    pub fn connections(&self) -> Connections {
        let pools = [self.writer(), self.read()].map(|pool| {
            if self.is_shared() {
                let pool = pool.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            } else {
                let pool = pool.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
        });
        let open: u32 = pools.iter().map(|(open, _)| open).sum();
        let idle: usize = pools.iter().map(|(_, idle)| idle).sum();
        let open = usize::try_from(open).unwrap_or(usize::MAX);
        Connections { busy: open.saturating_sub(idle), idle }
    }
}
