//! The consumer: works the inbox, effect and mark in one transaction, in order per aggregate.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join_all;
use parvis_events::Envelope;
use parvis_kernel::mutant;
use tokio_util::sync::CancellationToken;
use tracing::{Instrument as _, Span};

use crate::database::{Database, StoreError};
use crate::forget::forget;
use crate::store::inbox::Handled;
use crate::subscriptions::{Refusal, Subscriptions};
use crate::tx::Tx;
use crate::{failpoint, store, trace};

/// How often the consumer looks without having been woken.
const POLL: Duration = Duration::from_secs(1);
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

/// Lanes of one process where several processes share the work. On SQLite there is one writer.
const LANES: usize = 4;
/// How many messages a lane looks at for one that no other lane of any process is at.
const LOOKED_AT: u64 = 32;

/// Handles what `service` hears until `stop`; the messages underway are finished first.
pub async fn consume<S: Send + Sync + 'static>(
    database: Database,
    service: Arc<S>,
    subscriptions: Subscriptions<S>,
    stop: CancellationToken,
) {
    let consumer = Consumer { database, service: &*service, subscriptions: &subscriptions };
    let lanes = if consumer.database.is_shared() { LANES } else { 1 };
    let others = join_all((1..lanes).map(|_| consumer.lane(&stop)));
    let forgetting = forget::<Handled>(&consumer.database, &stop);
    tokio::join!(consumer.lane(&stop), others, forgetting);
}

struct Consumer<'a, S> {
    database: Database,
    service: &'a S,
    subscriptions: &'a Subscriptions<S>,
}

impl<S: Send + Sync + 'static> Consumer<'_, S> {
    async fn lane(&self, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            let worked = self.turn().await.unwrap_or_else(|error| {
                tracing::error!(service = self.database.service(), %error, "inbox turn failed");
                false
            });
            if !worked {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = self.database.wake().to_handle() => {}
                    () = tokio::time::sleep(POLL) => {}
                }
            }
        }
    }

    /// Handles one message; returns whether there was one.
    async fn turn(&self) -> Result<bool, StoreError> {
        let database = &self.database;
        let most = if database.is_shared() { LOOKED_AT } else { 1 };
        let due = store::inbox::due(database.read(), database.now(), most).await?;
        if due.is_empty() {
            return Ok(false);
        }
        let tx = database.begin().await?;
        let Some(row) = store::inbox::next(&tx, &due, tx.now()).await? else { return Ok(false) };
        database.wake().another_lane();
        let (traced, span) = spans_of(database.service(), &row);
        async {
            match self.attempt(tx, &row).await {
                Ok(()) => Ok(()),
                Err(refusal) => {
                    trace::fail(&traced, "refused");
                    put_aside(database, &row, refusal).await
                }
            }
        }
        .instrument(span)
        .instrument(traced.clone())
        .await?;
        Ok(true)
    }

    async fn attempt(&self, mut tx: Tx, row: &store::inbox::Model) -> Result<(), Refusal> {
        let handled = store::inbox::handled(&tx, &row.aggregate).await?;
        let late = row.sequence <= handled && !row.replayed;
        if late && !mutant::without("sequence-guard") {
            let why = format!("sequence {} came after {handled}", row.sequence);
            return Err(Refusal::Poison(why));
        }
        // A handler that panics must not end its lane; its transaction is gone with it.
        let handled = self.subscriptions.handle(self.service, &mut tx, &row.body);
        let handled = AssertUnwindSafe(handled).catch_unwind().await;
        handled.unwrap_or_else(|_| Err(Refusal::Retry("the handler panicked".into())))?;
        store::inbox::done(&tx, row).await?;
        failpoint::pass(self.database.service(), "before-inbox-commit");
        tx.commit().await?;
        tracing::debug!("handled");
        Ok(())
    }
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
            store::inbox::failed(&tx, row, tx.now().plus(*pause), &why).await?;
        }
        (Refusal::Retry(why) | Refusal::Poison(why), _) => {
            tracing::error!(why, "message parked");
            store::inbox::park(&tx, row, tx.now(), &why).await?;
        }
    }
    tx.commit().await
}

/// The span of the trace, and that of the log: every line logged while a message is handled names the
/// message and what it belongs to.
fn spans_of(service: &'static str, row: &store::inbox::Model) -> (Span, Span) {
    let envelope = Envelope::from_bytes(row.body.as_bytes()).ok();
    let (traceparent, uuid) =
        envelope.map(|e| (e.traceparent, e.correlationid)).unwrap_or_default();
    let traced = trace::of_message(service, row, (traceparent.as_deref(), uuid.as_deref()));
    let logged = traced.in_scope(|| {
        tracing::info_span!(
            "message", service, kind = %row.kind, message = %row.id, uuid,
            trace_id = trace::trace_id()
        )
    });
    (traced, logged)
}
