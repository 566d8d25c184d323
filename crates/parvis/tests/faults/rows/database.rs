//! F10: the database stops at once, refuses one service, or ends everybody's sessions.

use std::time::Duration;

use super::{counted, while_clients_order};
use crate::report::Row;
use crate::stack::{Setup, Stack};
use crate::suite::Setting;

/// Services that get their messages while their database is away; the relay's goes on.
const HEARERS: [&str; 4] = ["vat", "contract", "signature", "mailer"];
/// How long a service is refused.
const REFUSED: Duration = Duration::from_millis(800);

const END_SESSIONS: &str = "SELECT CAST(count(pg_terminate_backend(pid)) AS bigint) \
    FROM pg_stat_activity WHERE datname LIKE 'parvis_%' AND pid <> pg_backend_pid() \
    AND application_name <> ''";

/// F10: PostgreSQL dies and starts again, refuses one service after the other, and ends sessions by the dozen.
pub(super) async fn stopped(setting: &Setting<'_>) -> Row {
    let (crashes, storms) = (setting.times(1, 20), setting.times(5, 200));
    let refusals = setting.times(1, 10) * HEARERS.len();
    let mut stack = setting.stack(Setup::default()).await;
    let (clients, ()) = while_clients_order(&mut stack, async |stack, _| {
        for _ in 0..storms {
            stack.databases.numbers("onboarding", END_SESSIONS).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        for run in 0..refusals {
            refuse(stack, HEARERS[run % HEARERS.len()]).await;
        }
        for _ in 0..crashes {
            setting.backends().kill("postgres");
            tokio::time::sleep(Duration::from_secs(1)).await;
            setting.backends().start("postgres");
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
    })
    .await;
    counted("F10", crashes + refusals + storms, stack, &clients).await
}

/// Ends a service's sessions and refuses it new ones for a moment.
async fn refuse(stack: &Stack, service: &str) {
    let database = "SELECT CAST(current_database() AS text)";
    let database = &stack.databases.texts(service, database).await[0];
    let ask = async |sql: &str| drop(stack.databases.numbers("onboarding", sql).await);
    ask(&format!("ALTER DATABASE \"{database}\" ALLOW_CONNECTIONS false")).await;
    ask(&format!(
        "SELECT CAST(count(pg_terminate_backend(pid)) AS bigint) FROM pg_stat_activity \
         WHERE datname = '{database}'"
    ))
    .await;
    tokio::time::sleep(REFUSED).await;
    ask(&format!("ALTER DATABASE \"{database}\" ALLOW_CONNECTIONS true")).await;
    tokio::time::sleep(REFUSED).await;
}
