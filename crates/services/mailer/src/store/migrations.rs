//! The tables that every service has, then the mailer's own.

mod m0001_mail;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// Makes the mailer's tables.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = parvis_outbox::migrations();
        all.extend(parvis_chassis::idempotency::migrations());
        all.push(Box::new(m0001_mail::Migration));
        all
    }
}
