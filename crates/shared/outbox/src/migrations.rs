//! The tables that every service has; its own come after them.

mod m0001_outbox;
mod m0002_inbox;
mod m0003_work;

use sea_orm_migration::MigrationTrait;

/// The migrations of the outbox, the inbox and the leased work, in their order.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_outbox::Migration),
        Box::new(m0002_inbox::Migration),
        Box::new(m0003_work::Migration),
    ]
}
