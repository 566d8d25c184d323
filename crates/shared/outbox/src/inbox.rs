//! The inbox: a service's place on the bus. It stores first; the consumer works from the table.

use async_trait::async_trait;
use parvis_bus::{Arrival, Cause, Hearer};

use crate::database::{Database, StoreError};
use crate::store;

/// A service's inbox.
pub struct Inbox {
    database: Database,
    hears: Vec<&'static str>,
}

impl Inbox {
    /// The inbox of the service that owns `database`, for messages of the types `hears`.
    pub const fn new(database: Database, hears: Vec<&'static str>) -> Self {
        Self { database, hears }
    }

    async fn keep(&self, arrivals: &[Arrival<'_>]) -> Result<(), StoreError> {
        let tx = self.database.begin().await?;
        for arrival in arrivals {
            store::inbox::store(&tx, arrival, tx.now()).await?;
        }
        tx.commit().await?;
        self.database.wake().consumer();
        Ok(())
    }
}

#[async_trait]
impl Hearer for Inbox {
    fn service(&self) -> &'static str {
        self.database.service()
    }

    fn kinds(&self) -> &[&'static str] {
        &self.hears
    }

    async fn store(&self, arrivals: &[Arrival<'_>]) -> Result<(), Cause> {
        Ok(self.keep(arrivals).await?)
    }
}
