//! What is asked all the time must read what waits, however much is kept: each such query goes by the
//! index of what waits.

use std::sync::Arc;

use parvis_kernel::{Secret, SystemClock, Timestamp};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait, QueryTrait as _, Select, Statement};
use sea_orm_migration::MigratorTrait;

use super::{inbox, outbox, parked};
use crate::database::{Database, Options};

struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
        crate::migrations()
    }
}

#[tokio::test]
async fn what_waits_is_found_by_an_index_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let database = fresh(&folder).await;
    let now = Timestamp::from_millis(1);
    let next = plan(&database, inbox::first(now)).await;
    assert!(next.contains("inbox USING INDEX inbox_waiting"), "{next}");
    assert!(next.contains("earlier USING COVERING INDEX inbox_waiting_aggregate"), "{next}");
    let due = plan(&database, outbox::first(1, 100)).await;
    assert!(due.contains("outbox USING INDEX outbox_waiting"), "{due}");
    assert!(due.contains("earlier USING INDEX outbox_delayed"), "{due}");
    let old = plan(&database, inbox::handled_before(now, 100)).await;
    assert!(old.contains("inbox USING INDEX inbox_done"), "{old}");
    let kept = plan(&database, outbox::earliest(now)).await;
    assert!(kept.contains("outbox USING COVERING INDEX outbox_published"), "{kept}");
    let waits = plan(&database, parked::parked(None)).await;
    assert!(waits.contains("inbox USING INDEX inbox_parked"), "{waits}");
}

async fn fresh(folder: &tempfile::TempDir) -> Database {
    let url = Secret::new(format!("sqlite://{}/plans.db", folder.path().display()));
    let clock = Arc::new(SystemClock);
    let options = Options { service: "vat", url, connections: 1, roots: String::new(), clock };
    let database = Database::open(options).await.unwrap();
    database.migrate::<Migrator>().await.unwrap();
    database
}

/// How the database goes about a query whose values it does not know, as it plans a prepared statement.
async fn plan<E: EntityTrait>(database: &Database, query: Select<E>) -> String {
    let Statement { sql, values, .. } = query.build(DbBackend::Sqlite);
    let explain = format!("EXPLAIN QUERY PLAN {sql}");
    let explain = Statement::from_sql_and_values(DbBackend::Sqlite, explain, values.unwrap());
    let rows = database.read().query_all_raw(explain).await.unwrap();
    let steps = rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap());
    steps.collect::<Vec<_>>().join("\n")
}
