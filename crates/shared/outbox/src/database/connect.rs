//! Connections by URL.

use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, ready};
use parvis_kernel::mutant;
use sea_orm::{ConnectOptions, DatabaseConnection, DbErr};
use sqlx::pool::PoolConnectionMetadata;
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection as _, PgConnection};

use super::Options;

/// How long a writer waits for another one.
const BUSY: Duration = Duration::from_secs(10);
/// The page cache of one connection, in SQLite's negative kibibytes: the operating system caches the
/// file, and a platform in one process has eighteen connections.
const CACHE: &str = "-128";
/// How long a caller waits for a connection before the database counts as away.
const ACQUIRE: Duration = Duration::from_secs(5);
/// A connection that was not used for so long is asked whether it still lives before it is lent; what broke
/// since then fails like what breaks on the way.
const UNUSED: Duration = Duration::from_secs(1);
/// What PostgreSQL keeps for every session: nobody waits for ever (milliseconds).
const SESSION: [(&str, &str); 3] = [
    ("lock_timeout", "10000"),
    ("statement_timeout", "30000"),
    ("idle_in_transaction_session_timeout", "60000"),
];
/// What is read is planned anew each time: what waits comes and goes, and a plan that was made for an empty
/// table, kept for a full one, costs more than all planning. What is written goes by keys, but for due work
/// and for what is forgotten, and its plans may be kept.
const PLANNED_ANEW: [(&str, &str); 1] = [("plan_cache_mode", "force_custom_plan")];
/// One of so many connections reads; of the others one listens, and the rest write.
const READERS: u32 = 4;

/// The connections to write with, and those to read from.
pub(super) async fn connect(
    options: &Options,
) -> Result<(DatabaseConnection, DatabaseConnection), DbErr> {
    if options.url.reveal().starts_with("postgres") {
        let readers = (options.connections / READERS).max(1);
        let writers = postgres(options, options.connections.saturating_sub(readers).max(1), &[]);
        let readers = postgres(options, readers, &PLANNED_ANEW);
        let writer = sea_orm::Database::connect(writers).await?;
        return Ok((writer, sea_orm::Database::connect(readers).await?));
    }
    let writers = if mutant::without("immediate-transaction") { 8 } else { 1 };
    let writer = sea_orm::Database::connect(sqlite(options, writers)).await?;
    Ok((writer, sea_orm::Database::connect(sqlite(options, 2)).await?))
}

/// A large row that went through a connection leaves large buffers behind; they are given back with it.
fn keep_little(
    connection: &mut PgConnection,
    _: PoolConnectionMetadata,
) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    connection.shrink_buffers();
    ready(Ok(true)).boxed()
}

fn sqlite(options: &Options, size: u32) -> ConnectOptions {
    let mut connect = ConnectOptions::new(options.url.reveal());
    connect.max_connections(size).min_connections(1).sqlx_logging(false);
    connect.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("cache_size", CACHE)
    });
    connect
}

fn postgres(
    options: &Options,
    size: u32,
    session: &'static [(&'static str, &'static str)],
) -> ConnectOptions {
    let (service, roots) = (options.service, options.roots.clone());
    let mut connect = ConnectOptions::new(options.url.reveal());
    connect.max_connections(size).min_connections(1).sqlx_logging(false);
    connect.acquire_timeout(ACQUIRE).connect_timeout(ACQUIRE);
    connect.test_before_acquire_if_idle_for(UNUSED);
    connect.map_sqlx_postgres_pool_opts(|pool| pool.after_release(keep_little));
    connect.map_sqlx_postgres_opts(move |postgres| {
        let postgres = postgres.application_name(service).options(SESSION);
        let postgres = postgres.options(session.iter().copied());
        if roots.is_empty() {
            postgres
        } else {
            postgres.ssl_root_cert_from_pem(roots.clone().into_bytes())
        }
    });
    connect
}
