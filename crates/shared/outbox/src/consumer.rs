//! The consumer: works the inbox, one message after the other, effect and mark in one transaction.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use parvis_events::Envelope;
use parvis_kernel::Timestamp;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::database::{Database, StoreError};
use crate::subscriptions::{Refusal, Subscriptions};
use crate::{failpoint, store};

/// How often the consumer looks without having been woken.
const POLL: Duration = Duration::from_secs(1);
/// How long a handled message is recognised when it comes again.
const KEPT: Duration = Duration::from_hours(7 * 24);
/// How often old messages are forgotten.
const FORGET: Duration = Duration::from_hours(1);
/// The pauses between tries; after the last one the message is parked.
const PAUSES: [Duration; 8] = [
    Duration::ZERO,
    Duration::ZERO,
    Duration::from_millis(200),
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
];

/// Handles what `service` hears until `stop`; the message underway is finished first.
pub async fn consume<S: Send + Sync + 'static>(
    database: Database,
    service: Arc<S>,
    subscriptions: Subscriptions<S>,
    stop: CancellationToken,
) {
    let mut forgotten = Timestamp::default();
    loop {
        let worked = turn(&database, &*service, &subscriptions).await.unwrap_or_else(|error| {
            tracing::error!(service = database.service(), %error, "inbox turn failed");
            false
        });
        if stop.is_cancelled() {
            return;
        }
        if !worked {
            forget(&database, &mut forgotten).await;
            tokio::select! {
                () = stop.cancelled() => return,
                () = database.wake().inbox.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
}

/// From time to time, forgets what was handled long ago.
async fn forget(database: &Database, last: &mut Timestamp) {
    let now = database.now();
    if now.since(*last) < FORGET {
        return;
    }
    *last = now;
    let removed = async {
        let tx = database.begin().await?;
        store::inbox::forget(&tx, now.minus(KEPT)).await?;
        tx.commit().await
    };
    if let Err(error) = removed.await {
        tracing::warn!(service = database.service(), %error, "old messages are still there");
    }
}

/// Handles one message; returns whether there was one.
async fn turn<S: Send + Sync + 'static>(
    database: &Database,
    service: &S,
    subscriptions: &Subscriptions<S>,
) -> Result<bool, StoreError> {
    let Some(row) = store::inbox::next(database.read(), database.now()).await? else {
        return Ok(false);
    };
    let span = span_of(database.service(), &row);
    async {
        match attempt(database, service, subscriptions, &row).await {
            Ok(()) => Ok(()),
            Err(refusal) => put_aside(database, &row, refusal).await,
        }
    }
    .instrument(span)
    .await?;
    Ok(true)
}

async fn attempt<S: Send + Sync + 'static>(
    database: &Database,
    service: &S,
    subscriptions: &Subscriptions<S>,
    row: &store::inbox::Model,
) -> Result<(), Refusal> {
    let mut tx = database.begin().await?;
    let handled = store::inbox::handled(&tx, &row.aggregate).await?;
    if row.sequence <= handled {
        let why = format!("sequence {} came after {handled}", row.sequence);
        return Err(Refusal::Poison(why));
    }
    // A handler that panics must not end the only consumer; its transaction is gone with it.
    let handled = AssertUnwindSafe(subscriptions.handle(service, &mut tx, &row.body));
    let handled = handled.catch_unwind().await;
    handled.unwrap_or_else(|_| Err(Refusal::Retry("the handler panicked".into())))?;
    store::inbox::done(&tx, row).await?;
    failpoint::pass(database.service(), "before-inbox-commit");
    tx.commit().await?;
    tracing::debug!("handled");
    Ok(())
}

async fn put_aside(
    database: &Database,
    row: &store::inbox::Model,
    refusal: Refusal,
) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    let tries = usize::try_from(row.attempts).unwrap_or(usize::MAX);
    match (refusal, PAUSES.get(tries)) {
        (Refusal::Retry(why), Some(pause)) => {
            tracing::warn!(why, attempt = row.attempts + 1, "message will be tried again");
            store::inbox::failed(&tx, row.seq, tx.now().plus(*pause), &why).await?;
        }
        (Refusal::Retry(why) | Refusal::Poison(why), _) => {
            tracing::error!(why, "message parked");
            store::inbox::park(&tx, row.seq, &why).await?;
        }
    }
    tx.commit().await
}

/// Every line logged while a message is handled names the message and what it belongs to.
fn span_of(service: &'static str, row: &store::inbox::Model) -> tracing::Span {
    let correlation = Envelope::from_bytes(row.body.as_bytes()).ok().and_then(|e| e.correlationid);
    tracing::info_span!("message", service, kind = %row.kind, message = %row.id, uuid = correlation)
}
