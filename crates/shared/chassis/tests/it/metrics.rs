//! What a service tells about itself at its own port.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use parvis_chassis::Mode;
use parvis_chassis::metrics::catalogue::{ALL, Kind, OUTBOX, STEPS};
use parvis_chassis::metrics::{Metrics, Seen};
use parvis_chassis::upstream::Upstream;
use parvis_testkit::Numbers;
use reqwest::Method;
use serde_json::json;

use crate::counter::running;

const REQUESTS: &str = "parvis_http_request_duration_seconds_count";
const CALLS: &str = "parvis_upstream_call_duration_seconds_count";

/// The file that explains the metrics to operators.
fn document() -> String {
    let mut text = String::from(
        "# Metrics\n\nEvery service tells these in OpenMetrics text at `/metrics` of its own port, to whoever \
         reaches it; the gateway at\n`gateway.metrics_listen`, and nowhere while that is empty. Each has the \
         label `service` too. No label holds anything of a person\nor a client: routes are patterns, \
         upstreams and states are words of the platform.\n\n| name | kind | labels | meaning |\n\
         |---|---|---|---|\n",
    );
    for metric in ALL {
        let kind = match metric.kind {
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        let labels: Vec<_> = metric.labels.iter().map(|label| format!("`{label}`")).collect();
        let (name, labels, means) = (metric.name, labels.join(", "), metric.means);
        writeln!(text, "| `{name}` | {kind} | {labels} | {means} |").unwrap();
    }
    text
}

#[test]
fn the_document_lists_exactly_the_metrics_there_are() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../deploy/metrics.md");
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let right = document();
    assert!(written == right, "deploy/metrics.md must be:\n{right}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_counted_by_route_and_class_and_looks_are_not() {
    let (running, app) = running().await;
    for word in ["one", "two"] {
        running.post(app, "/count", &json!({ "word": word })).await;
    }
    running.post(app, "/count", &json!({})).await;
    running.request(Method::GET, "/panic", Some(app)).send().await.unwrap();
    running.request(Method::GET, "/a/secret/path", Some(app)).send().await.unwrap();
    let odd = Method::from_bytes(b"SECRET").unwrap();
    running.request(odd, "/count", Some(app)).send().await.unwrap();
    running.request(Method::GET, "/health/ready", None).send().await.unwrap();
    running.numbers().await;
    let numbers = running.numbers().await;
    for (method, route, status, count) in [
        ("POST", "/count", "2xx", 2.0),
        ("POST", "/count", "4xx", 1.0),
        ("GET", "/panic", "5xx", 1.0),
        ("GET", "unknown", "4xx", 1.0),
        ("_OTHER", "/count", "4xx", 1.0),
    ] {
        let labels =
            [("service", "counter"), ("method", method), ("route", route), ("status", status)];
        assert_eq!(numbers.sum(REQUESTS, &labels), Some(count), "{labels:?}");
    }
    assert_eq!(numbers.sum(REQUESTS, &[]), Some(6.0), "{numbers:?}");
    assert!(!format!("{numbers:?}").to_lowercase().contains("secret"));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_for_which_nobody_waits_any_more_is_counted_too() {
    let (running, app) = running().await;
    let asked = running.request(Method::GET, "/slow", Some(app)).timeout(Duration::from_millis(50));
    assert!(asked.send().await.unwrap_err().is_timeout());
    for _ in 0..100 {
        let labels = [("route", "/slow")];
        if let Some(count) = running.numbers().await.sum(REQUESTS, &labels) {
            assert!(count > 0.0);
            return running.stop().await;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it was never counted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stands_in_tables_is_looked_up() {
    let (running, _) = running().await;
    let numbers = running.numbers().await;
    for (name, labels) in [
        ("parvis_outbox_messages", [("service", "counter"), ("service", "counter")]),
        ("parvis_outbox_oldest_seconds", [("service", "counter"), ("service", "counter")]),
        ("parvis_relay_active", [("service", "counter"), ("service", "counter")]),
        ("parvis_inbox_messages", [("service", "counter"), ("state", "waiting")]),
        ("parvis_inbox_messages", [("service", "counter"), ("state", "parked")]),
        ("parvis_inbox_oldest_seconds", [("service", "counter"), ("service", "counter")]),
        ("parvis_work_rows", [("service", "counter"), ("state", "due")]),
        ("parvis_work_rows", [("service", "counter"), ("state", "retried")]),
        ("parvis_work_oldest_due_seconds", [("service", "counter"), ("service", "counter")]),
    ] {
        assert_eq!(numbers.sum(name, &labels), Some(0.0), "{name} {labels:?}");
    }
    let connections = numbers.sum("parvis_database_connections", &[]).unwrap();
    assert!((1.0..=3.0).contains(&connections), "{connections}");
    let build = [("version", env!("CARGO_PKG_VERSION")), ("mode", "development")];
    assert_eq!(numbers.sum("parvis_build_info", &build), Some(1.0));
    running.stop().await;
}

fn metrics() -> Metrics {
    Metrics::new("watched", Mode::Production)
}

#[tokio::test(start_paused = true)]
async fn a_look_is_taken_once_in_a_while_and_left_out_while_it_fails() {
    let metrics = metrics();
    let looks = Arc::new(AtomicU32::new(0));
    let counted = looks.clone();
    metrics.look(Duration::from_secs(15), move || {
        let look = counted.fetch_add(1, Ordering::SeqCst);
        async move {
            match look {
                0 => Ok(vec![Seen::count(STEPS, 7).of("waiting")]),
                1 => Err("the database is away"),
                _ => std::future::pending().await,
            }
        }
    });
    metrics.look(Duration::ZERO, || async { Ok::<_, String>(vec![Seen::count(OUTBOX, 3)]) });
    let mut seen = Vec::new();
    for _ in 0..4 {
        let numbers = Numbers::read(&metrics.text().await);
        assert_eq!(numbers.sum(OUTBOX.name, &[("service", "watched")]), Some(3.0));
        seen.push(numbers.sum(STEPS.name, &[("state", "waiting")]));
        tokio::time::advance(Duration::from_secs(10)).await;
    }
    assert_eq!(seen, [Some(7.0), Some(7.0), None, None]);
    assert_eq!(looks.load(Ordering::SeqCst), 2);
    // A look that hangs holds nobody up for long.
    tokio::time::advance(Duration::from_secs(10)).await;
    assert!(Numbers::read(&metrics.text().await).sum(STEPS.name, &[]).is_none());
    assert_eq!(looks.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn calls_are_counted_by_how_they_ended() {
    let metrics = metrics();
    let upstream = Upstream::new("vies", metrics.clone());
    upstream.call(async { Ok::<_, ()>(()) }).await.unwrap();
    upstream.call(async { Err::<(), _>(()) }).await.unwrap_err();
    let never = upstream.call(std::future::pending::<Result<(), ()>>());
    tokio::time::timeout(Duration::from_millis(5), never).await.unwrap_err();
    let numbers = Numbers::read(&metrics.text().await);
    for outcome in ["answered", "failed", "abandoned"] {
        let labels = [("upstream", "vies"), ("outcome", outcome)];
        assert_eq!(numbers.sum(CALLS, &labels), Some(1.0), "{outcome}");
    }
}
