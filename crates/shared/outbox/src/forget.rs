//! Forgets what was kept long enough: from time to time, and a little at once, so that nobody waits for it.

use std::time::Duration;

use parvis_kernel::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::database::{Database, StoreError};
use crate::store;

/// How long a handled message is recognised when it comes again, and a fact is there for those who missed it.
const KEPT: Duration = Duration::from_hours(7 * 24);
/// How often there is something to forget, and how often the clock is looked at.
const EVERY: Duration = Duration::from_hours(1);
const LOOK: Duration = Duration::from_secs(1);
/// Rows of one transaction.
const BATCH: u64 = 500;

/// What is kept for a while.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kept {
    /// Messages that were handled.
    Inbox,
    /// Facts that were handed over.
    Outbox,
}

/// Forgets old rows of `kept` until `stop`.
pub(crate) async fn forget(database: &Database, kept: Kept, stop: &CancellationToken) {
    let mut last = Timestamp::default();
    while !stop.is_cancelled() {
        let now = database.now();
        if now.since(last) >= EVERY {
            last = now;
            forget_before(database, kept, now.minus(KEPT)).await.unwrap_or_else(|error| {
                let service = database.service();
                tracing::warn!(service, ?kept, %error, "old messages are still there");
            });
        }
        stop.run_until_cancelled(tokio::time::sleep(LOOK)).await;
    }
}

async fn forget_before(
    database: &Database,
    kept: Kept,
    before: Timestamp,
) -> Result<(), StoreError> {
    loop {
        let tx = database.begin().await?;
        let gone = match kept {
            Kept::Inbox => store::inbox::forget(&tx, before, BATCH).await?,
            Kept::Outbox => store::outbox::forget(&tx, before, BATCH).await?,
        };
        tx.commit().await?;
        if gone < BATCH {
            return Ok(());
        }
    }
}
