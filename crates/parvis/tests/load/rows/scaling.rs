//! VAT with an upstream that takes 200 ms: how much more three replicas do than one. Each process asks VIES
//! four questions at a time, so that the caps of VIES are not met; replicas are what makes it more.

use std::time::Duration;

use serde_json::json;

use super::{Row, Setting, rate, round};
use crate::calls::Caller;
use crate::loops;
use crate::numbers;
use crate::platform::Platform;
use crate::tally::Tally;

const SPAN: Duration = Duration::from_secs(20);
const WARM_UP: Duration = Duration::from_secs(5);
/// How late VIES answers, in milliseconds.
const UPSTREAM: u64 = 200;
/// Clients that ask at the same time: enough to keep three replicas busy.
const CLIENTS: usize = 60;
/// What is promised of three replicas.
const PROMISED: f64 = 2.7;
const CALL: &str = "verify-vat";

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let mut platform = Platform::start(setting.backends, &[("vat", 1, 2)]).await;
    platform.slow_down("vies", UPSTREAM).await;
    let span = setting.options.span(SPAN);
    let one = asked(&platform, span).await;
    for number in [2, 3] {
        platform.apart.add("vat", number).await.unwrap();
    }
    let three = asked(&platform, span).await;
    platform.end().await;
    let (alone, together) = (rate(one.count(CALL), span), rate(three.count(CALL), span));
    let ratio = round(together / alone);
    println!(
        "verify-vat, VIES answers after {UPSTREAM} ms: one replica {alone}/s, three {together}/s, ratio {ratio}"
    );
    let errors = one.errors() + three.errors();
    let failures = [one.failures(), three.failures()].concat().join("; ");
    let row = Row::new("scaling").with("one", alone).with("three", together).with("ratio", ratio);
    let row = row.with("upstream_milliseconds", UPSTREAM).with("errors", errors);
    vec![row.and(ratio >= PROMISED, "three replicas do too little").and(errors == 0, failures)]
}

async fn asked(platform: &Platform, span: Duration) -> Tally {
    let tally = Tally::default();
    let caller = Caller::new(platform, &tally);
    loops::closed((CLIENTS, WARM_UP, span), &tally, |place| ask(&caller, place)).await;
    tally
}

/// Asks about a number that nobody asked about before; no verdict is a failure too.
pub(super) async fn ask(caller: &Caller<'_>, place: usize) {
    let number = json!({ "vatNumber": numbers::fresh(place) });
    let answer = caller.post(CALL, "/api/onboarding/verify-vat", (&number, None)).await;
    if let Ok(answer) = answer
        && answer["data"]["valid"].is_null()
    {
        caller.tally.failed("verdict", &answer.to_string());
    }
}
