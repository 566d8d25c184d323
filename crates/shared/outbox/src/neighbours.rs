//! Wakes those who wait in other processes on the same database: LISTEN and NOTIFY of PostgreSQL.
//!
//! It tells after the commit, many commits at once: a notification inside each transaction would make
//! all commits of the database queue up. What a process fails to tell, the others find by polling.

use std::time::Duration;

use parvis_kernel::id;
use sqlx::postgres::{PgListener, PgPool};
use sqlx::{Error, query};
use tokio_util::sync::CancellationToken;

use crate::database::Database;
use crate::wake::Wake;

const CHANNEL: &str = "parvis";
/// How long it keeps to itself what was written since it told something: each telling is a commit of its own.
const BREATH: Duration = Duration::from_millis(5);
/// How long to wait before listening is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells other processes what this one writes, and hears what they write, until `stop`. On SQLite there
/// are no others.
pub async fn wake_neighbours(database: Database, stop: CancellationToken) {
    if !database.is_shared() {
        return;
    }
    let pool = database.writer().get_postgres_connection_pool();
    let me = id::fresh().simple().to_string();
    let both = async { tokio::join!(hear(pool, &me, database.wake()), tell(pool, &me, &database)) };
    stop.run_until_cancelled(both).await;
}

async fn hear(pool: &PgPool, me: &str, wake: &Wake) {
    loop {
        if let Err(error) = listen(pool, me, wake).await {
            tracing::warn!(%error, "other processes are not heard; polling goes on");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn listen(pool: &PgPool, me: &str, wake: &Wake) -> Result<(), Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // Whatever was told before now was missed.
        wake.everybody();
        while let Some(notification) = listener.try_recv().await? {
            let told = notification.payload().split_once(' ');
            if let Some((_, what)) = told.filter(|(who, _)| *who != me) {
                wake.told(what.parse().unwrap_or(u8::MAX));
            }
        }
    }
}

async fn tell(pool: &PgPool, me: &str, database: &Database) {
    loop {
        let what = database.wake().untold().await;
        let notify = query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(format!("{me} {what}"));
        if let Err(error) = notify.execute(pool).await {
            tracing::debug!(service = database.service(), %error, "others were not told");
        }
        tokio::time::sleep(BREATH).await;
    }
}
