//! F22: eight writers, the relay and readers on one database.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use crate::client::Clients;
use crate::report::Row;
use crate::stack::Setup;
use crate::suite::Setting;

const WRITERS: usize = 8;

/// F22: many writers at once; none is told that the database is locked.
pub(super) async fn eight_at_once(setting: &Setting<'_>) -> Row {
    let calls = setting.times(40, 2500);
    let stack = setting.stack(Setup::default()).await;
    let clients = Clients::new(&stack.gateway, &stack.master_key);
    let failed = join_all((0..WRITERS).map(|writer| {
        let clients = &clients;
        async move {
            let mut failed = 0;
            for call in 0..calls {
                let key = format!("start-{writer}-{call}");
                let body = json!({ "email": format!("start-{writer}-{call}@example.com") });
                let (status, _) = clients.post("/api/v1/onboarding/start", &key, &body).await;
                failed += usize::from(!status.is_some_and(|status| status.is_success()));
            }
            failed
        }
    }));
    let orders = async {
        let ordering = clients.order(2);
        let stopping = async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            clients.stop();
        };
        tokio::join!(ordering, stopping);
    };
    let (failed, ()) = tokio::join!(failed, orders);
    let failed: usize = failed.iter().sum();
    let started = "SELECT count(*) FROM onboarding WHERE email LIKE 'start-%'";
    let stored = stack.databases.numbers("onboarding", started).await[0];
    let counts = stack.databases.count(stack.form.name(), &clients.ledger()).await;
    let locked = stack.log().matches("database is locked").count();
    stack.end().await;
    let row = Row::of("F22", WRITERS * calls, counts, 0);
    let row = row.and(locked == 0, format!("{locked} times the database was locked"));
    row.and(failed == 0, format!("{failed} writes failed")).and(
        stored == i64::try_from(WRITERS * calls).unwrap(),
        format!("{stored} writes are there"),
    )
}
