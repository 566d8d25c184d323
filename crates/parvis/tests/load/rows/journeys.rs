//! A hundred clients at once, then half as many journeys as they got through, whether the platform keeps
//! up or not.

use std::time::Duration;

use serde_json::json;

use super::{Row, Setting, rate, round};
use crate::calls::Caller;
use crate::journey::{self, JOURNEY};
use crate::loops;
use crate::machine;
use crate::platform::Platform;
use crate::postman::Postman;
use crate::tally::Tally;

/// How long the clients go on, and how long before that the platform warms up.
const CLOSED: Duration = Duration::from_mins(2);
const OPEN: Duration = Duration::from_mins(1);
const WARM_UP: Duration = Duration::from_secs(5);
/// Calls that wait for others by their nature: their time is told, and bound by nothing.
const WAITING: [&str; 3] = ["submit", "provision", "sign"];
/// The most that any other call may take at half of the capacity, in milliseconds.
const PROMISED: f64 = 200.0;
/// How long after the load memory is read: threads that computed are gone by then.
const REST: Duration = Duration::from_secs(3);
/// The most memory that a part may have after the load, in MB.
const SMALL: f64 = 20.0;

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let platform = Platform::start(setting.backends, &[]).await;
    let idle = platform.memory();
    let postman = Postman::new(&platform.apart.sandbox().http_url);
    let rows = async {
        let closed = closed(setting, &platform, &postman).await;
        let capacity = closed.1;
        vec![closed.0, open(setting, &platform, &postman, capacity / 2.0).await]
    };
    let mut rows = tokio::select! {
        rows = rows => rows,
        () = postman.deliver() => Vec::new(),
    };
    tokio::time::sleep(REST).await;
    let after = platform.memory();
    println!("resident in MB after the load (idle): {after:.1?} ({idle:.1?})");
    let small = after.values().all(|megabytes| *megabytes < SMALL);
    let figures = |all: &std::collections::BTreeMap<_, f64>| {
        all.iter()
            .map(|(part, mb)| (*part, round(*mb)))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let memory = Row::new("memory").with("resident", json!(figures(&after)));
    let memory = memory.with("idle", json!(figures(&idle)));
    rows.push(memory.and(small, format!("some part has {SMALL} MB or more")));
    platform.end().await;
    rows
}

async fn closed(setting: &Setting<'_>, platform: &Platform, postman: &Postman) -> (Row, f64) {
    let (clients, span) = (setting.options.clients, setting.options.span(CLOSED));
    let tally = Tally::default();
    let caller = Caller::new(platform, &tally);
    loops::closed((clients, WARM_UP, span), &tally, |place| journey::go(&caller, postman, place))
        .await;
    let per_second = rate(tally.count(JOURNEY), span);
    println!("{clients} clients for {} s: {per_second} journeys/s", span.as_secs());
    tell(&tally);
    let row = row("journeys", &tally).with("clients", clients).with("seconds", span.as_secs());
    (row.with("journeys_per_second", per_second), per_second)
}

async fn open(setting: &Setting<'_>, platform: &Platform, postman: &Postman, rate: f64) -> Row {
    let span = setting.options.span(OPEN);
    let tally = Tally::default();
    let caller = Caller::new(platform, &tally);
    let before = machine::load_average();
    loops::open((rate.max(0.2), span), |place| journey::go(&caller, postman, place)).await;
    println!(
        "{rate} journeys begin in every second for {} s, load average {before}",
        span.as_secs()
    );
    tell(&tally);
    let others = tally.lines().into_iter();
    let slow: Vec<String> = others
        .filter(|line| !line.name.starts_with('(') && line.name != JOURNEY)
        .filter(|line| !WAITING.contains(&line.name) && line.p99 >= PROMISED)
        .map(|line| format!("{} took {} ms at p99", line.name, line.p99))
        .collect();
    let row = row("open loop", &tally).with("journeys_per_second", rate);
    row.and(slow.is_empty(), slow.join(", "))
}

fn row(name: &'static str, tally: &Tally) -> Row {
    let failures = tally.failures().join("; ");
    let errors = tally.errors();
    Row::new(name)
        .with("milliseconds", tally.json())
        .with("errors", errors)
        .and(errors == 0, failures)
}

/// A table for people.
pub(super) fn tell(tally: &Tally) {
    println!(
        "{:14} {:>7} {:>6} {:>9} {:>9} {:>9}",
        "call", "count", "errors", "p50 ms", "p99 ms", "most ms"
    );
    for line in tally.lines() {
        let (name, count, errors) = (line.name, line.count, line.errors);
        println!(
            "{name:14} {count:7} {errors:6} {:9.1} {:9.1} {:9.1}",
            line.p50, line.p99, line.most
        );
    }
    for failure in tally.failures() {
        println!("  {failure}");
    }
}
