//! The migrations of the contract service, in their order.

mod m0001_contract;

use parvis_chassis::idempotency;
use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Makes and changes the tables.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = parvis_outbox::migrations();
        all.extend(idempotency::migrations());
        all.push(Box::new(m0001_contract::Migration));
        all
    }
}
