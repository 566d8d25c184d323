//! How fast the relay empties an outbox, against the bare client libraries doing the same: select a hundred
//! messages, publish and await the broker's word on each, mark them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::{BasicProperties, Channel, Confirmation, Connection, ConnectionProperties};
use parvis_events::Payload as _;
use parvis_events::vat::v1::CompanyRejected;
use parvis_kernel::Secret;
use parvis_outbox::Inbox;
use sea_orm::sqlx::postgres::PgPool;
use sea_orm::sqlx::{AssertSqlSafe, query, query_as};

use super::{Row, Setting, rate, round};
use crate::house::{self, House, Tasks};
use crate::sql;

/// What is promised: half of what the bare libraries do.
const PROMISED: f64 = 0.5;
const BATCH: i64 = 100;
const LOOK: Duration = Duration::from_millis(5);
const NOBODY_WAITS: &str =
    "SELECT count(*) FROM (SELECT 1 FROM outbox WHERE published_at IS NULL LIMIT 1) AS waiting";

/// The present in milliseconds since the epoch.
const NOW: &str = "(extract(epoch FROM now()) * 1000)::bigint";

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let messages = setting.options.times(2_000, 20_000);
    let broker = setting.backends.fresh_broker();
    let hearer = House::fresh(setting.backends, "onboarding").await;
    let speaker = House::fresh(setting.backends, "vat").await;
    queue(&broker, &hearer).await;
    speaker.say("company-0").await;
    let (mut raw, mut product) = (Vec::new(), Vec::new());
    // In turn, so that both meet the same machine.
    for _ in 0..setting.options.times(1, 3) {
        fill(&speaker.pool, messages).await;
        raw.push(rate(messages, bare(&speaker.pool, &broker).await));
        fill(&speaker.pool, messages).await;
        product.push(rate(messages, relayed(&speaker, &broker).await));
    }
    speaker.end(setting.backends).await;
    hearer.end(setting.backends).await;
    let (raw, product) = (most(&raw), most(&product));
    let ratio = round(product / raw);
    println!("relay: {product} messages/s; the bare libraries: {raw}/s; ratio {ratio}");
    let row = Row::new("relay").with("messages", messages).with("relayed_per_second", product);
    let row = row.with("bare_per_second", raw).with("ratio", ratio);
    vec![row.and(ratio >= PROMISED, "the relay does less than half")]
}

/// The best of some runs: others use the machine too.
fn most(rates: &[f64]) -> f64 {
    rates.iter().copied().fold(0.0, f64::max)
}

/// Lets the hearer's queue be made; nobody empties it.
async fn queue(broker: &Secret, hearer: &House) {
    let (bus, mut tasks) = (house::bus(broker), Tasks::default());
    let inbox = Arc::new(Inbox::new(hearer.database.clone(), vec![CompanyRejected::TYPE]));
    bus.join(inbox.clone());
    let (hearing, stop) = (bus.clone(), tasks.stop());
    tasks.spawn(async move { hearing.bring(inbox, stop).await });
    while !bus.is_ready() {
        tokio::time::sleep(LOOK).await;
    }
    tasks.end().await;
    bus.close().await;
}

/// Fills the outbox with copies of its first message, each about an aggregate of its own.
async fn fill(pool: &PgPool, messages: usize) {
    sql::execute(pool, &format!(
        "DELETE FROM outbox WHERE seq > 1;
         INSERT INTO outbox (id, kind, subject, body, correlation, attempts, due_at)
         SELECT fresh, kind, 'company-' || n, replace(body, id, fresh), correlation, 0, 0
         FROM outbox, generate_series(1, {messages}) AS n,
              LATERAL (SELECT 'evt_' || replace(gen_random_uuid()::text, '-', '') AS fresh WHERE n > 0) AS made
         WHERE seq = 1;
         UPDATE outbox SET published_at = {NOW} WHERE seq = 1"
    )).await;
    sql::execute(pool, "VACUUM ANALYZE outbox").await;
    sql::execute(pool, "CHECKPOINT").await;
}

async fn until_empty(pool: &PgPool) {
    while sql::number(pool, NOBODY_WAITS).await > 0 {
        tokio::time::sleep(LOOK).await;
    }
}

/// The relay of one process.
async fn relayed(speaker: &House, broker: &Secret) -> Duration {
    let (bus, mut tasks) = (house::bus(broker), Tasks::default());
    let begun = Instant::now();
    tasks.spawn(parvis_outbox::relay(speaker.database.clone(), bus.clone(), tasks.stop()));
    until_empty(&speaker.pool).await;
    let span = begun.elapsed();
    tasks.end().await;
    bus.close().await;
    span
}

/// The same with nothing in between.
async fn bare(pool: &PgPool, broker: &Secret) -> Duration {
    let properties = ConnectionProperties::default();
    let connection = Connection::connect(broker.reveal(), properties).await.unwrap();
    let channel = connection.create_channel().await.unwrap();
    channel.confirm_select(ConfirmSelectOptions::default()).await.unwrap();
    let begun = Instant::now();
    while batch(pool, &channel).await > 0 {}
    let span = begun.elapsed();
    connection.close(200, "bye".into()).await.unwrap();
    span
}

async fn batch(pool: &PgPool, channel: &Channel) -> usize {
    let waiting =
        "SELECT seq, kind, body FROM outbox WHERE published_at IS NULL ORDER BY seq LIMIT $1";
    let rows: Vec<(i64, String, String)> =
        query_as(waiting).bind(BATCH).fetch_all(pool).await.unwrap();
    let confirmed = join_all(rows.iter().map(|(_, kind, body)| async {
        let options = BasicPublishOptions { mandatory: true, ..Default::default() };
        let properties = BasicProperties::default().with_delivery_mode(2);
        let (exchange, key) = ("parvis.facts".into(), kind.as_str().into());
        let sent = channel.basic_publish(exchange, key, options, body.as_bytes(), properties).await;
        sent.unwrap().await.unwrap()
    }));
    assert!(confirmed.await.iter().all(|word| matches!(word, Confirmation::Ack(None))));
    let seqs: Vec<i64> = rows.iter().map(|(seq, ..)| *seq).collect();
    let mark = format!("UPDATE outbox SET published_at = {NOW} WHERE seq = ANY($1)");
    query(AssertSqlSafe(mark)).bind(&seqs).execute(pool).await.unwrap();
    rows.len()
}
