//! F10: the database stops at once, or ends its sessions.

use std::time::Duration;

use super::{counted, while_clients_order};
use crate::report::Row;
use crate::stack::Setup;
use crate::suite::Setting;

const END_SESSIONS: &str = "SELECT CAST(count(pg_terminate_backend(pid)) AS bigint) \
    FROM pg_stat_activity WHERE datname LIKE 'parvis_%' AND pid <> pg_backend_pid() \
    AND application_name <> ''";

/// F10: PostgreSQL dies and starts again, and ends sessions by the dozen.
pub(super) async fn stopped(setting: &Setting<'_>) -> Row {
    let (crashes, storms) = (setting.times(1, 20), setting.times(5, 200));
    let mut stack = setting.stack(Setup::default()).await;
    let (clients, ()) = while_clients_order(&mut stack, async |stack, _| {
        for _ in 0..storms {
            stack.databases.numbers("onboarding", END_SESSIONS).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        for _ in 0..crashes {
            setting.backends().kill("postgres");
            tokio::time::sleep(Duration::from_secs(1)).await;
            setting.backends().start("postgres");
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
    })
    .await;
    counted("F10", crashes + storms, stack, &clients).await
}
