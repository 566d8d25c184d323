//! The tables that every service has, then the registry's own.

mod m0001_application;
mod m0002_key;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Makes the registry's tables.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = parvis_outbox::migrations();
        all.extend(parvis_chassis::idempotency::migrations());
        all.push(Box::new(m0001_application::Migration));
        all.push(Box::new(m0002_key::Migration));
        all
    }
}
