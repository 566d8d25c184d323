//! Forgets what was kept long enough: from time to time, and a little at once, so that nobody waits for it.

use std::time::Duration;

use parvis_kernel::Timestamp;
use sea_orm::DatabaseTransaction;
use tokio_util::sync::CancellationToken;

use crate::database::{Database, StoreError};

/// How often there is something to forget, and how often the clock is looked at.
const EVERY: Duration = Duration::from_hours(1);
const LOOK: Duration = Duration::from_secs(1);
/// Rows of one transaction.
const BATCH: u64 = 500;

/// A table whose rows are kept for a while.
pub trait Kept {
    /// What the rows are.
    const NAME: &'static str;
    /// How long they are kept.
    const FOR: Duration;

    /// Forgets those from before `before`, at most `limit`; returns how many.
    fn forget(
        tx: &DatabaseTransaction,
        before: Timestamp,
        limit: u64,
    ) -> impl Future<Output = Result<u64, StoreError>> + Send;
}

/// Forgets old rows of `K` until `stop`.
pub async fn forget<K: Kept>(database: &Database, stop: &CancellationToken) {
    let mut last = Timestamp::default();
    while !stop.is_cancelled() {
        let now = database.now();
        if now.since(last) >= EVERY {
            last = now;
            forget_before::<K>(database, now.minus(K::FOR)).await.unwrap_or_else(|error| {
                tracing::warn!(service = database.service(), kept = K::NAME, %error, "not forgotten");
            });
        }
        stop.run_until_cancelled(tokio::time::sleep(LOOK)).await;
    }
}

async fn forget_before<K: Kept>(database: &Database, before: Timestamp) -> Result<(), StoreError> {
    let mut gone = BATCH;
    while gone == BATCH {
        let tx = database.begin().await?;
        gone = K::forget(&tx, before, BATCH).await?;
        if gone > 0 {
            tx.commit().await?;
        }
    }
    Ok(())
}
