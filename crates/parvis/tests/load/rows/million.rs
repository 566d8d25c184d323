//! The cost of `start` where a million onboardings are stored, against ten thousand: two platforms side by
//! side, asked in turn, so that both meet the same machine.

use std::time::{Duration, Instant};

use sea_orm::sqlx::postgres::PgPool;
use sea_orm::sqlx::{AssertSqlSafe, query_scalar};

use super::start::{CALL, Starter};
use super::{Row, Setting, round};
use crate::platform::Platform;
use crate::sql;
use crate::tally::Tally;

/// What is promised: with a hundred times as many stored, at most this many times the cost.
const PROMISED: f64 = 1.3;
/// How often each platform has its turn, and how many are started in a turn.
const TURN: usize = 100;
/// How long the relay may take to hand over what a start said.
const PATIENCE: Duration = Duration::from_secs(30);

/// Every table that a start writes to.
const TABLES: [&str; 8] = [
    "onboarding",
    "subdomain",
    "journey_event",
    "journey_message",
    "outbox",
    "outbox_stream",
    "work",
    "idempotency",
];

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let few = setting.options.times(1_000, 10_000);
    let many = setting.options.times(20_000, 1_000_000);
    let turns = setting.options.times(3, 20);
    let (small, large) = (Stored::fresh(setting, few).await, Stored::fresh(setting, many).await);
    for _ in 0..turns {
        small.starts().await;
        large.starts().await;
    }
    let (with_few, with_many) = (small.end().await, large.end().await);
    let ratio = round(with_many.0 / with_few.0);
    println!(
        "start: median {} ms (p99 {}) with {few} stored, {} ms (p99 {}) with {many}; ratio {ratio}",
        with_few.0, with_few.1, with_many.0, with_many.1
    );
    let row = Row::new("million").with("few", few).with("many", many).with("ratio", ratio);
    let row = row.with("few_p50", with_few.0).with("many_p50", with_many.0);
    let row = row.with("few_p99", with_few.1).with("many_p99", with_many.1);
    vec![row.and(ratio <= PROMISED, "it costs more with many")]
}

/// A platform that has onboardings already.
struct Stored {
    platform: Platform,
    starter: Starter,
    tally: Tally,
}

impl Stored {
    async fn fresh(setting: &Setting<'_>, count: usize) -> Self {
        let platform = Platform::start(setting.backends, &[]).await;
        let starter = Starter::new(&platform, true);
        let unique = starter.recorded(setting.backends).await.unique;
        let pool = sql::connect(&platform.apart.database("onboarding").unwrap()).await;
        until_handed_over(&pool).await;
        let begun = Instant::now();
        for table in TABLES {
            copy(&pool, table, &unique, count).await;
        }
        sql::execute(&pool, "VACUUM ANALYZE").await;
        sql::execute(&pool, "CHECKPOINT").await;
        let size =
            sql::number(&pool, "SELECT pg_database_size(current_database()) / 1048576").await;
        println!("{count} onboardings stored in {} s: {size} MB", begun.elapsed().as_secs());
        pool.close().await;
        let stored = Self { platform, starter, tally: Tally::default() };
        stored.tally.pause(true);
        stored.starts().await;
        stored.tally.pause(false);
        stored
    }

    async fn starts(&self) {
        for _ in 0..TURN {
            self.starter.start(&self.tally).await;
        }
    }

    /// The median and the 99th percentile, in milliseconds.
    async fn end(self) -> (f64, f64) {
        self.platform.end().await;
        assert_eq!(self.tally.errors(), 0, "{:?}", self.tally.failures());
        let line = self.tally.lines().into_iter().find(|line| line.name == CALL).unwrap();
        (line.p50, line.p99)
    }
}

async fn until_handed_over(pool: &PgPool) {
    let begun = Instant::now();
    while sql::number(pool, "SELECT count(*) FROM outbox WHERE published_at IS NULL").await > 0 {
        assert!(begun.elapsed() < PATIENCE, "the outbox is not emptied");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Copies the rows of one onboarding, each copy with ids of its own.
async fn copy(pool: &PgPool, table: &str, unique: &[String], count: usize) {
    let columns = "SELECT string_agg(format('%s %s', column_name, data_type), ',' ORDER BY ordinal_position) \
                   FROM information_schema.columns WHERE table_name = '";
    let columns: String =
        query_scalar(AssertSqlSafe(format!("{columns}{table}'"))).fetch_one(pool).await.unwrap();
    let columns: Vec<_> = columns.split(',').filter_map(|column| column.split_once(' ')).collect();
    let columns: Vec<_> = columns.into_iter().filter(|(name, _)| *name != "seq").collect();
    let names: Vec<_> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let values: Vec<_> = columns.iter().map(|(name, kind)| value(name, kind, unique)).collect();
    let found: Vec<_> = unique.iter().map(|id| format!("stored::text LIKE '%{id}%'")).collect();
    sql::execute(
        pool,
        &format!(
            "WITH sample AS MATERIALIZED (SELECT * FROM {table} AS stored WHERE {})
         INSERT INTO {table} ({}) SELECT {} FROM generate_series(1, {count}) AS n, sample",
            found.join(" OR "),
            names.join(", "),
            values.join(", ")
        ),
    )
    .await;
}

/// A column's value in copy `n`.
fn value(name: &str, kind: &str, unique: &[String]) -> String {
    let column = format!("sample.\"{name}\"");
    if !["character varying", "text"].contains(&kind) {
        return column;
    }
    let others = unique.iter().enumerate();
    others.fold(column, |value, (place, id)| {
        format!("replace({value}, '{id}', {})", other(id, place))
    })
}

/// An id of copy `n`, of the same shape and older than any real one.
fn other(id: &str, place: usize) -> String {
    let (begin, number) = (format!("0190{place:04}"), "lpad(to_hex(n), 12, '0')");
    match id.len() {
        36 => format!("'{begin}-0000-7000-8000-' || {number}"),
        32 => format!("'{begin}000070008000' || {number}"),
        _ => format!("'filler-{place}-' || n"),
    }
}
