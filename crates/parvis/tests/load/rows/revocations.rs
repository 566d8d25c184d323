//! A revoked key is refused by every gateway soon: fifty keys, two gateways, the slowest is told.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

use super::{Row, Setting};
use crate::calls;
use crate::platform::Platform;
use crate::tally::millis;

/// How long the slowest may take, in milliseconds.
const PROMISED: f64 = 1000.0;
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(1);
const ME: &str = "/api/v1/applications/me";

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let times = setting.options.times(10, 50);
    let platform = Platform::start(setting.backends, &[("gateway", 2, 0)]).await;
    let (http, gateways) = (calls::http(), platform.apart.urls("gateway"));
    let mut spans = Vec::with_capacity(times);
    for _ in 0..times {
        let (id, key) = fresh(&http, &platform).await;
        for gateway in &gateways {
            assert_eq!(status(&http, gateway, &key).await, StatusCode::OK);
        }
        let begun = Instant::now();
        let path = format!("{ME}/keys/{id}");
        let gone = keyed(&http, Method::DELETE, &platform, &path).await;
        assert_eq!(gone["key_id"], id.as_str());
        let (one, other) = (refused(&http, &gateways[0], &key), refused(&http, &gateways[1], &key));
        tokio::join!(one, other);
        spans.push(begun.elapsed());
    }
    platform.end().await;
    spans.sort_unstable();
    let (median, slowest) = (millis(spans[times / 2]), millis(spans[times - 1]));
    println!(
        "{times} revocations, two gateways, from the call on: median {median} ms, slowest {slowest} ms"
    );
    let row = Row::new("revocations").with("times", times);
    let row = row.with("median_milliseconds", median).with("slowest_milliseconds", slowest);
    vec![row.and(slowest < PROMISED, "the slowest took too long")]
}

/// A further key of the application: its id and the key.
async fn fresh(http: &Client, platform: &Platform) -> (String, String) {
    let made = keyed(http, Method::POST, platform, &format!("{ME}/keys")).await;
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("key_id"), text("master_key"))
}

async fn keyed(http: &Client, method: Method, platform: &Platform, path: &str) -> Value {
    let request = http.request(method, format!("{}{path}", platform.gateway));
    let answer = request.header("X-Master-Key", &platform.master_key).send().await.unwrap();
    answer.error_for_status().unwrap().json().await.unwrap()
}

async fn status(http: &Client, gateway: &str, key: &str) -> StatusCode {
    let request = http.get(format!("{gateway}{ME}")).header("X-Master-Key", key);
    request.send().await.unwrap().status()
}

async fn refused(http: &Client, gateway: &str, key: &str) {
    let begun = Instant::now();
    while status(http, gateway, key).await != StatusCode::UNAUTHORIZED {
        assert!(begun.elapsed() < PATIENCE, "the key is still believed");
        tokio::time::sleep(LOOK).await;
    }
}
