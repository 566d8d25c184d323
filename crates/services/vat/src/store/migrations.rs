//! The migrations, in their order.

mod m0001_verification;

use parvis_chassis::idempotency;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Brings the tables of this service up to date.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = parvis_outbox::migrations();
        all.extend(idempotency::migrations());
        all.push(Box::new(m0001_verification::Migration));
        all
    }
}
