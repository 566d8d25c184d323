//! A service's own database: one writer, two readers, and the wake-ups of those who wait.

use std::sync::Arc;
use std::time::Duration;

use parvis_kernel::{SharedClock, Timestamp};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::tx::Tx;
use crate::wake::Wake;

/// How long a writer waits for another one.
const BUSY: Duration = Duration::from_secs(10);
/// The page cache of one connection, in SQLite's negative kibibytes: the operating system caches the
/// file, and a platform in one process has eighteen connections.
const CACHE: &str = "-128";
/// How often a waiting handler looks without having been woken.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

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

/// What a database is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The service whose database it is; the source of its messages.
    pub service: &'static str,
    /// `sqlite://path`; the file is made when it is not there.
    pub url: String,
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
}

impl Database {
    /// Opens the database; its tables are the caller's business.
    pub async fn open(options: Options) -> Result<Self, StoreError> {
        let writer = sea_orm::Database::connect(connection(&options.url, 1)).await?;
        let reader = sea_orm::Database::connect(connection(&options.url, 2)).await?;
        let Options { service, clock, .. } = options;
        Ok(Self(Arc::new(Inner { service, writer, reader, clock, wake: Wake::default() })))
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

    /// The connection that migrations run on.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.0.writer
    }

    /// Begins a write. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`): a transaction
    /// that reads first and locks later fails under load.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.0.writer.begin_with_options(options).await?;
        Ok(Tx::new(inner, self.clone()))
    }

    /// Waits until `look` finds something, for at most `limit`. It looks at once, at every commit in
    /// this process, and from time to time for what other processes wrote.
    pub async fn wait_for<T, E, F>(
        &self,
        limit: Duration,
        look: impl Fn() -> F,
    ) -> Result<Option<T>, E>
    where
        F: Future<Output = Result<Option<T>, E>>,
    {
        let end = tokio::time::Instant::now() + limit;
        let mut commits = self.0.wake.commits();
        loop {
            if let Some(found) = look().await? {
                return Ok(Some(found));
            }
            let next = (tokio::time::Instant::now() + LOOK_AGAIN).min(end);
            if tokio::time::Instant::now() >= end {
                return Ok(None);
            }
            // A commit, the time to look again, or the end: in each case the loop looks.
            tokio::time::timeout_at(next, commits.changed()).await.ok();
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

    pub(crate) fn wake(&self) -> &Wake {
        &self.0.wake
    }
}

fn connection(url: &str, size: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(size).min_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("cache_size", CACHE)
    });
    options
}
