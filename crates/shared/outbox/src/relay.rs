//! The relay: hands what was said to the bus, in order per aggregate, and forgets it only then.

use std::collections::HashSet;
use std::time::Duration;

use parvis_bus::MemoryBus;
use tokio_util::sync::CancellationToken;

use crate::database::{Database, StoreError};
use crate::{failpoint, store};

/// How many messages one round takes.
const BATCH: u64 = 100;
/// How often the relay looks without having been woken.
const POLL: Duration = Duration::from_secs(1);
/// The longest pause between two tries of one message.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// Relays until `stop`; what is underway is finished first.
pub async fn relay(database: Database, bus: MemoryBus, stop: CancellationToken) {
    loop {
        let handed_over = round(&database, &bus).await.unwrap_or_else(|error| {
            tracing::error!(service = database.service(), %error, "relay round failed");
            0
        });
        if stop.is_cancelled() {
            return;
        }
        if handed_over == 0 {
            tokio::select! {
                () = stop.cancelled() => return,
                () = database.wake().outbox.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
}

/// Hands over one batch; returns how many messages left the outbox.
async fn round(database: &Database, bus: &MemoryBus) -> Result<usize, StoreError> {
    let now = database.now().millis();
    let mut done = Vec::new();
    let mut failed = Vec::new();
    let mut held_back = HashSet::new();
    for row in store::outbox::due(database.read(), now, BATCH).await? {
        // A message that failed holds back the later ones about the same aggregate.
        if held_back.contains(&row.subject) {
            continue;
        }
        match bus.publish(row.body.as_bytes()).await {
            Ok(()) => done.push(row.seq),
            Err(error) => {
                let (service, uuid) = (database.service(), row.correlation);
                tracing::warn!(service, uuid, kind = %row.kind, %error, "not handed over");
                held_back.insert(row.subject);
                failed.push((row.seq, row.attempts, error.to_string()));
            }
        }
    }
    failpoint::pass(database.service(), "after-publish");
    mark(database, &done, failed).await?;
    Ok(done.len())
}

async fn mark(
    database: &Database,
    done: &[i64],
    failed: Vec<(i64, i32, String)>,
) -> Result<(), StoreError> {
    if done.is_empty() && failed.is_empty() {
        return Ok(());
    }
    let tx = database.begin().await?;
    store::outbox::remove(&tx, done).await?;
    for (seq, attempts, error) in failed {
        let due = tx.now().plus(pause(attempts));
        store::outbox::failed(&tx, seq, due.millis(), &error).await?;
    }
    tx.commit().await
}

/// 250 ms, doubled with each failed try.
fn pause(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts).unwrap_or(0).min(10);
    (Duration::from_millis(250) * 2_u32.pow(doublings)).min(MAX_PAUSE)
}
