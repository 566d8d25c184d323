//! The worker: leases what is due and does it, several pieces at once.

use std::collections::HashMap;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::correlation::belonging;
use crate::database::{Database, StoreError};
use crate::work::{Job, Outcome};
use crate::{failpoint, store, trace};

/// How many pieces of work are underway at once.
const LANES: usize = 8;
/// After this time without a sign of life a piece of work is taken for abandoned.
const LEASE: Duration = Duration::from_secs(10);
/// How often whoever is at it gives a sign of life.
const RENEWAL: Duration = Duration::from_secs(3);
/// How often the worker looks without having been woken.
pub(crate) const POLL: Duration = Duration::from_secs(1);
/// The longest pause after an unexpected error: a database that was away a dozen times must not hold up for
/// minutes what could go on at once.
const MAX_PAUSE: Duration = Duration::from_secs(30);

type Handler<S> =
    Arc<dyn Fn(Arc<S>, Job) -> BoxFuture<'static, Result<Outcome, String>> + Send + Sync>;

/// The kinds of work that a service `S` can do.
///
/// A handler has its effect outside, idempotently, and records it in a transaction of its own. An
/// error is unexpected: the work is tried again, ever later.
pub struct WorkTable<S> {
    handlers: HashMap<&'static str, Handler<S>>,
}

impl<S> Default for WorkTable<S> {
    fn default() -> Self {
        Self { handlers: HashMap::new() }
    }
}

impl<S: Send + Sync + 'static> WorkTable<S> {
    /// Does work of this kind.
    #[must_use]
    pub fn on<F, R, E>(mut self, kind: &'static str, handle: F) -> Self
    where
        F: Fn(Arc<S>, Job) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Outcome, E>> + Send + 'static,
        E: std::fmt::Display,
    {
        let boxed: Handler<S> = Arc::new(move |service, job| {
            handle(service, job).map(|result| result.map_err(|e| e.to_string())).boxed()
        });
        self.handlers.insert(kind, boxed);
        self
    }
}

/// Does what is due until `stop`; what is underway is finished first.
pub async fn work<S: Send + Sync + 'static>(
    database: Database,
    service: Arc<S>,
    table: WorkTable<S>,
    stop: CancellationToken,
) {
    let mut underway = JoinSet::new();
    while !stop.is_cancelled() {
        while underway.try_join_next().is_some() {}
        let free = LANES - underway.len();
        let pause = match take(&database, free).await {
            Ok(jobs) => {
                for job in jobs {
                    let handler = table.handlers.get(job.kind.as_str()).cloned();
                    underway.spawn(run(database.clone(), service.clone(), handler, job));
                }
                pause_until_due(&database, underway.len() == LANES).await
            }
            Err(error) => {
                tracing::error!(service = database.service(), %error, "no work could be leased");
                POLL
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = database.wake().to_do() => {}
            () = tokio::time::sleep(pause) => {}
            Some(_) = underway.join_next() => {}
        }
    }
    while underway.join_next().await.is_some() {}
}

async fn take(database: &Database, free: usize) -> Result<Vec<Job>, StoreError> {
    let limit = u64::try_from(free).unwrap_or(0);
    if limit == 0 || !store::work::any(database.read(), database.now()).await? {
        return Ok(Vec::new());
    }
    let tx = database.begin().await?;
    let due = store::work::due(&tx, tx.now(), limit).await?;
    let until = tx.now().plus(LEASE);
    let mut jobs = Vec::with_capacity(due.len());
    for row in due {
        jobs.extend(store::work::lease(&tx, row, until).await?);
    }
    tx.commit().await?;
    Ok(jobs)
}

async fn run<S>(database: Database, service: Arc<S>, handler: Option<Handler<S>>, job: Job) {
    let name = database.service();
    let traced = trace::of_work(name, &job);
    let span = traced.in_scope(|| span_of(name, &job));
    async {
        let result = match handler {
            Some(handler) => {
                let work = belonging(job.correlation.clone(), handler(service, job.clone()));
                let work = AssertUnwindSafe(work).catch_unwind();
                let done = under_lease(&database, &job, work).await;
                done.unwrap_or_else(|_| Err("the work panicked".to_owned()))
            }
            None => Err("no such kind of work".to_owned()),
        };
        if result.is_err() {
            trace::fail(&traced, "work");
        }
        failpoint::pass(name, "after-work");
        if let Err(error) = finish(&database, &job, result).await {
            tracing::error!(%error, "the outcome of work could not be recorded");
        }
    }
    .instrument(span)
    .instrument(traced.clone())
    .await;
}

/// Every line logged while work is done names the work and what it belongs to.
fn span_of(service: &'static str, job: &Job) -> tracing::Span {
    tracing::info_span!(
        "work", service, kind = %job.kind, key = %job.key, uuid = job.correlation,
        trace_id = trace::trace_id()
    )
}

/// Waits for the work while its lease is renewed. Both are polled: a renewal that waits for the
/// connection which the work holds must not keep the work from giving it back.
async fn under_lease<T>(database: &Database, job: &Job, work: impl Future<Output = T>) -> T {
    tokio::select! {
        result = work => result,
        never = keep(database, job) => match never {},
    }
}

async fn keep(database: &Database, job: &Job) -> Infallible {
    loop {
        tokio::time::sleep(RENEWAL).await;
        if let Err(error) = renew(database, job).await {
            tracing::warn!(%error, "the lease could not be renewed");
        }
    }
}

async fn renew(database: &Database, job: &Job) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    store::work::renew(&tx, job, tx.now().plus(LEASE)).await?;
    tx.commit().await
}

async fn finish(
    database: &Database,
    job: &Job,
    result: Result<Outcome, String>,
) -> Result<(), StoreError> {
    let tx = database.begin().await?;
    match result {
        Ok(Outcome::Done) => store::work::done(&tx, job).await?,
        Ok(Outcome::Again { at, why }) => {
            tracing::info!(why, attempt = job.attempt, "work will be done again");
            store::work::again(&tx, job, at, &why).await?;
        }
        Err(error) => {
            tracing::error!(error, attempt = job.attempt, "work failed");
            store::work::again(&tx, job, tx.now().plus(pause(job.attempt)), &error).await?;
        }
    }
    tx.commit().await?;
    database.wake().worker();
    Ok(())
}

async fn pause_until_due(database: &Database, full: bool) -> Duration {
    if full {
        return POLL;
    }
    match store::work::next_due(database.read()).await {
        Ok(Some(due)) => due.since(database.now()).min(POLL),
        Ok(None) | Err(_) => POLL,
    }
}

/// 500 ms, doubled with each attempt.
fn pause(attempt: u32) -> Duration {
    (Duration::from_millis(250) * 2_u32.pow(attempt.min(12))).min(MAX_PAUSE)
}
