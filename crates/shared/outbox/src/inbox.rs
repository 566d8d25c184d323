//! The inbox: a service's place on the bus. It stores first; the consumer works from the table.

use async_trait::async_trait;
use parvis_bus::{Delivery, Hearer};

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

    async fn keep(&self, delivery: Delivery<'_>) -> Result<(), StoreError> {
        let tx = self.database.begin().await?;
        store::inbox::store(&tx, delivery.envelope, delivery.bytes, tx.now()).await?;
        tx.commit().await?;
        self.database.wake().inbox.notify_one();
        Ok(())
    }
}

#[async_trait]
impl Hearer for Inbox {
    fn service(&self) -> &'static str {
        self.database.service()
    }

    fn hears(&self, kind: &str) -> bool {
        self.hears.contains(&kind)
    }

    async fn store(
        &self,
        delivery: Delivery<'_>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        Ok(self.keep(delivery).await?)
    }
}
