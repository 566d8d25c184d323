//! Databases as PostgreSQL sees them.

use parvis_kernel::Secret;
use sea_orm::sqlx::postgres::{PgPool, PgPoolOptions};
use sea_orm::sqlx::{AssertSqlSafe, query_scalar, raw_sql};

/// Connects to a database.
pub(crate) async fn connect(url: &Secret) -> PgPool {
    PgPoolOptions::new().max_connections(2).connect(url.reveal()).await.unwrap()
}

/// Executes statements without values.
pub(crate) async fn execute(pool: &PgPool, sql: &str) {
    raw_sql(AssertSqlSafe(sql.to_owned())).execute(pool).await.unwrap();
}

/// The first column of the first row.
pub(crate) async fn number(pool: &PgPool, sql: &str) -> i64 {
    query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(pool).await.unwrap()
}
