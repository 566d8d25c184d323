//! A service's own database, the only way to it, and the wake-ups of those who wait.
//!
//! On SQLite one connection writes and two read; on PostgreSQL a pool does each, and other processes
//! with the same database are woken too. The URL alone decides.

mod away;
mod connect;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use parvis_kernel::{Secret, SharedClock, Timestamp, mutant};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use tokio::time::Instant;

use crate::tx::Tx;
use crate::wake::Wake;

/// The longest and the shortest pause between two looks of a waiting handler.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
const LOOK_SOON: Duration = Duration::from_millis(2);
/// The advisory lock under which one process at a time migrates a PostgreSQL database: "parv".
const MIGRATION_LOCK: i64 = 0x7061_7276;

/// Why a write or a read did not happen.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or is away.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// Somebody else changed the row since it was read.
    #[error("changed by somebody else meanwhile")]
    Stale,
    /// A row or a message that can't be read or written.
    #[error("not readable: {0}")]
    Encoding(#[from] serde_json::Error),
    /// A row that holds something its type does not allow.
    #[error("corrupt row: {0}")]
    Corrupt(&'static str),
}

impl StoreError {
    /// Whether the database could not be reached, or not do it now, so that the same may succeed soon.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Database(error) if away::is_away(error))
    }
}

/// What a database is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The service whose database it is; the source of its messages.
    pub service: &'static str,
    /// `sqlite://path` (the file is made when it is not there) or `postgres://…`.
    pub url: Secret,
    /// Connections at most; SQLite needs no choice.
    pub connections: u32,
    /// Root certificates, PEM, to verify the database server by; may be empty.
    pub roots: String,
    /// Where the present comes from.
    pub clock: SharedClock,
}

/// A service's database; clones share its connections.
#[derive(Clone)]
pub struct Database(Arc<Inner>);

struct Inner {
    service: &'static str,
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    clock: SharedClock,
    wake: Wake,
    /// Until when this process holds the relay's lease, in milliseconds since the epoch.
    relays_until: AtomicI64,
}

impl Database {
    /// Opens the database; its tables are the caller's business.
    pub async fn open(options: Options) -> Result<Self, StoreError> {
        let (writer, reader) = connect::connect(&options).await?;
        let Options { service, clock, .. } = options;
        let (wake, relays_until) = (Wake::default(), AtomicI64::default());
        Ok(Self(Arc::new(Inner { service, writer, reader, clock, wake, relays_until })))
    }

    /// Brings the tables up to date. Where several processes share the database, one does it and the
    /// others wait.
    pub async fn migrate<M: MigratorTrait>(&self) -> Result<(), StoreError> {
        let writer = &self.0.writer;
        if !self.is_shared() {
            return Ok(M::up(writer, None).await?);
        }
        let tx = writer.begin().await?;
        // A migration may take its time, and so may who waits for it.
        for unbound in ["lock_timeout", "statement_timeout"] {
            tx.execute_unprepared(&format!("SET LOCAL {unbound} = 0")).await?;
        }
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        M::up(&tx, None).await?;
        Ok(tx.commit().await?)
    }

    /// Whether other processes may work on the same database.
    pub(crate) fn is_shared(&self) -> bool {
        self.0.writer.get_database_backend() == DbBackend::Postgres
    }

    /// The service whose database it is.
    pub fn service(&self) -> &'static str {
        self.0.service
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The clock that this service lives by.
    pub fn clock(&self) -> SharedClock {
        self.0.clock.clone()
    }

    /// A connection to read from.
    pub fn read(&self) -> &DatabaseConnection {
        &self.0.reader
    }

    /// The connection that writes, for tables' makers and tests.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.0.writer
    }

    /// Begins a write. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): a transaction
    /// that reads first and locks later fails under load. On PostgreSQL it reads what is committed.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let deferred = mutant::without("immediate-transaction");
        let mode = if deferred {
            SqliteTransactionMode::Deferred
        } else {
            SqliteTransactionMode::Immediate
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(mode),
            ..TransactionOptions::default()
        };
        let inner = self.0.writer.begin_with_options(options).await?;
        Ok(Tx::new(inner, self.clone()))
    }

    /// Waits until `look` finds something, for at most `limit`. It looks at once, after commits (never
    /// more often than makes sense, however many there are), and from time to time in any case.
    pub async fn wait_for<T, E, F>(
        &self,
        limit: Duration,
        look: impl Fn() -> F,
    ) -> Result<Option<T>, E>
    where
        F: Future<Output = Result<Option<T>, E>>,
    {
        let end = Instant::now() + limit;
        let mut commits = self.0.wake.commits();
        let mut rest = LOOK_SOON;
        loop {
            if let Some(found) = look().await? {
                return Ok(Some(found));
            }
            let now = Instant::now();
            if now >= end {
                return Ok(None);
            }
            // A commit, the time to look again, or the end: in each case the loop looks.
            tokio::time::timeout_at((now + LOOK_AGAIN).min(end), commits.changed()).await.ok();
            tokio::time::sleep_until((now + rest).min(end)).await;
            rest = (rest * 2).min(LOOK_AGAIN / 4);
        }
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.0.reader.execute_unprepared("SELECT 1").await.is_ok()
    }

    /// Closes all connections.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.0.reader.clone().close().await?;
        self.0.writer.clone().close().await?;
        Ok(())
    }

    pub(crate) fn relays_until(&self) -> Timestamp {
        Timestamp::from_millis(self.0.relays_until.load(Ordering::Relaxed))
    }

    pub(crate) fn relay_until(&self, until: Timestamp) {
        self.0.relays_until.store(until.millis(), Ordering::Relaxed);
    }

    pub(crate) fn wake(&self) -> &Wake {
        &self.0.wake
    }
}
