//! The tables of the service, after those that every service has.

mod m0001_signature;

use sea_orm_migration::prelude::*;

/// Brings the database up to date.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = parvis_outbox::migrations();
        all.extend(parvis_chassis::idempotency::migrations());
        all.push(Box::new(m0001_signature::Migration));
        all
    }
}
