//! What the parts of a platform tell about themselves.

use std::collections::BTreeSet;

use parvis_chassis::metrics::catalogue::{ALL, Kind};
use parvis_testkit::Numbers;
use reqwest::Method;
use serde_json::json;

use crate::platform::{Platform, answer, until};
use crate::samples;

const REQUESTS: &str = "parvis_http_request_duration_seconds_count";
const CALLS: &str = "parvis_upstream_call_duration_seconds_count";

async fn numbers(platform: &Platform) -> Numbers {
    Numbers::read(&platform.metrics().await)
}

async fn order(platform: &Platform) {
    let mut order = samples::order();
    order["email"] = json!("counted@example.com");
    let submitted = platform.post("/api/onboarding/submit", &order).await;
    assert_eq!(submitted.status, 202, "{}", submitted.text);
}

/// Submits an order and waits until its mail is in the inbox.
async fn order_and_wait_for_the_mail(platform: &Platform) {
    order(platform).await;
    until("the mail", || async {
        let path = "/inbox/messages?to=counted@example.com";
        let inbox = answer(platform.sandbox(Method::GET, path)).await.unwrap().body;
        inbox["messages"].as_array()?.first().map(drop)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journey_leaves_plausible_numbers_and_nothing_waits_in_the_end() {
    let platform = Platform::start();
    order_and_wait_for_the_mail(&platform).await;
    let numbers = until("rest", || async {
        let numbers = numbers(&platform).await;
        let piles = [
            ("parvis_outbox_messages", None),
            ("parvis_outbox_oldest_seconds", None),
            ("parvis_inbox_messages", Some(("state", "waiting"))),
            ("parvis_inbox_oldest_seconds", None),
            ("parvis_work_rows", None),
            ("parvis_work_oldest_due_seconds", None),
        ];
        let empty = |(name, label): &(&str, Option<(&str, &str)>)| {
            let labels: Vec<_> = label.iter().copied().collect();
            numbers.sum(name, &labels) == Some(0.0)
        };
        piles.iter().all(empty).then(|| numbers.clone())
    })
    .await;
    assert_eq!(numbers.sum("parvis_inbox_messages", &[("state", "parked")]), Some(0.0));
    for (service, route) in
        [("onboarding", "/api/onboarding/submit"), ("contract", "/internal/documents/{id}/bytes")]
    {
        let labels = [("service", service), ("route", route), ("status", "2xx")];
        assert_eq!(numbers.sum(REQUESTS, &labels), Some(1.0), "{route}");
    }
    for (service, upstream) in [("vat", "vies"), ("mailer", "smtp"), ("mailer", "signature")] {
        let labels = [("service", service), ("upstream", upstream), ("outcome", "answered")];
        assert_eq!(numbers.sum(CALLS, &labels), Some(1.0), "{upstream}");
    }
    let steps = numbers.sum("parvis_journey_steps", &[("service", "onboarding")]);
    assert!(steps.is_some_and(|steps| steps <= 1.0), "{steps:?}");
    every_metric_is_in_the_catalogue(&numbers);
}

fn every_metric_is_in_the_catalogue(numbers: &Numbers) {
    let parts = |name: &str| ["_bucket", "_sum", "_count"].map(|part| format!("{name}{part}"));
    let known: BTreeSet<_> = ALL
        .iter()
        .flat_map(|metric| match metric.kind {
            Kind::Gauge => vec![metric.name.to_owned()],
            Kind::Histogram => parts(metric.name).to_vec(),
        })
        .collect();
    let told: BTreeSet<_> = numbers.names().into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(told, known);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_outside_is_counted_as_failed_and_what_is_tried_again_as_retried() {
    let platform = Platform::start();
    for (upstream, error) in [("vies", "MS_UNAVAILABLE"), ("smtp", "451 4.3.0 try later")] {
        let path = format!("/faults/{upstream}");
        let broken = platform.sandbox(Method::PUT, &path).json(&json!({ "error": error }));
        assert!(answer(broken).await.unwrap().status < 300);
    }
    let unknown = json!({ "vatNumber": "NL111222333B82" });
    platform.post("/api/onboarding/verify-vat", &unknown).await;
    let ended = platform.sandbox(Method::DELETE, "/faults/vies");
    assert!(answer(ended).await.unwrap().status < 300);
    order(&platform).await;
    let told = until("another try of the mail", || async {
        let told = numbers(&platform).await;
        let labels = [("service", "mailer"), ("state", "retried")];
        (told.sum("parvis_work_rows", &labels) == Some(1.0)).then_some(told)
    })
    .await;
    for (service, upstream) in [("vat", "vies"), ("mailer", "smtp")] {
        let labels = [("service", service), ("upstream", upstream), ("outcome", "failed")];
        assert!(told.sum(CALLS, &labels) >= Some(1.0), "{upstream}");
    }
}
