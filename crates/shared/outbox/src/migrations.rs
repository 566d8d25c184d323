//! The tables that every service has; its own come after them.

mod m0001_outbox;
mod m0002_inbox;
mod m0003_work;
mod m0004_relay;
mod m0005_trace;
mod m0006_audit;

use sea_orm_migration::MigrationTrait;

/// The migrations of the outbox, the inbox, the leased work, the relay and the audit, in their order.
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m0001_outbox::Migration),
        Box::new(m0002_inbox::Migration),
        Box::new(m0003_work::Migration),
        Box::new(m0004_relay::Migration),
        Box::new(m0005_trace::Migration),
        Box::new(m0006_audit::Migration),
    ]
}
