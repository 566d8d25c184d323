//! The numbers that every service has: what waits in its tables.

use std::time::Duration;

use parvis_outbox::{Database, StoreError};

use super::catalogue::{CONNECTIONS, INBOX, INBOX_AGE, OUTBOX, OUTBOX_AGE, RELAY, WORK, WORK_AGE};
use super::{Metrics, Seen};

/// How often the tables are looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Lets the metrics of a service tell what waits in its tables.
pub(crate) fn watch(metrics: &Metrics, database: Database) {
    metrics.look(EVERY, move || seen(database.clone()));
}

async fn seen(database: Database) -> Result<Vec<Seen>, StoreError> {
    let connections = database.connections();
    let depths = database.depths().await?;
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Ok(vec![
        Seen::count(CONNECTIONS, count(connections.busy)).of("busy"),
        Seen::count(CONNECTIONS, count(connections.idle)).of("idle"),
        Seen::count(OUTBOX, depths.outbox.count),
        Seen::span(OUTBOX_AGE, depths.outbox.oldest),
        Seen::count(RELAY, u64::from(database.relays())),
        Seen::count(INBOX, depths.inbox.count).of("waiting"),
        Seen::count(INBOX, depths.parked).of("parked"),
        Seen::span(INBOX_AGE, depths.inbox.oldest),
        Seen::count(WORK, depths.due.count).of("due"),
        Seen::count(WORK, depths.retried).of("retried"),
        Seen::span(WORK_AGE, depths.due.oldest),
    ])
}
