//! How the tables came to be; a step that was released never changes.

mod m0001_onboarding;
mod m0002_journey;
mod m0003_certificate;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The migrations of this service, after those of the platform.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = parvis_outbox::migrations();
        all.extend(parvis_chassis::idempotency::migrations());
        all.push(Box::new(m0001_onboarding::Migration));
        all.push(Box::new(m0002_journey::Migration));
        all.push(Box::new(m0003_certificate::Migration));
        all
    }
}
