//! The registry's tables. Every query starts from its owner, or from the public part of a key.

pub(crate) mod api_key;
pub(crate) mod application;
pub(crate) mod master_key;
mod migrations;

use parvis_kernel::Pen;
use parvis_outbox::{Persist, StoreError};
use sea_orm::DatabaseTransaction;

use crate::domain::{Absent, Keyed};
pub(crate) use migrations::Migrator;

impl Persist for Keyed {
    async fn persist(&self, pen: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        self.application.persist(pen, tx).await?;
        self.key.persist(pen, tx).await
    }
}

impl Persist for Absent {
    async fn persist(&self, _: &Pen, _: &DatabaseTransaction) -> Result<(), StoreError> {
        Ok(())
    }
}
