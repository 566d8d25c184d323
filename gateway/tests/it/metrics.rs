//! What the gateway tells about itself, and to whom.

use std::net::TcpListener;

use parvis_testkit::{Answer, Numbers};
use reqwest::Method;

use crate::house::House;

/// An address where nobody listens.
fn free() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[tokio::test]
async fn the_numbers_are_told_at_a_port_of_their_own() {
    let place = free();
    let house = House::with(|config| config.with("gateway.metrics_listen", &place)).await;
    house.call(Method::GET, "/api/v1/onboardings").await;
    house.get("/sign/a-secret").await;
    house.get("/health").await;
    let client = parvis_chassis::upstream::client(crate::house::PATIENCE).unwrap();
    let told = client.get(format!("http://{place}/metrics")).send().await.unwrap();
    let told = Answer::of(told).await;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert_eq!((told.status, told.headers["content-type"].to_str().unwrap()), (200, kind));
    assert!(told.text().ends_with("# EOF\n"));
    assert!(!told.text().contains("secret"));
    let numbers = Numbers::read(&told.text());
    let requests = "parvis_http_request_duration_seconds_count";
    for (route, count) in [("/api/v1/onboardings", Some(1.0)), ("/sign/{tail:.*}", Some(1.0))] {
        assert_eq!(numbers.sum(requests, &[("service", "gateway"), ("route", route)]), count);
    }
    assert_eq!(numbers.sum(requests, &[]), Some(2.0));
    let calls = "parvis_upstream_call_duration_seconds_count";
    for upstream in ["registry", "onboarding", "signature"] {
        let labels = [("upstream", upstream), ("outcome", "answered")];
        assert_eq!(numbers.sum(calls, &labels), Some(1.0), "{upstream}");
    }
    let elsewhere = client.get(format!("http://{place}/api/v1/onboardings")).send().await.unwrap();
    assert_eq!(elsewhere.status(), 404);
}

#[tokio::test]
async fn nobody_outside_reads_numbers() {
    let house = House::start().await;
    for path in ["/metrics", "/internal/metrics"] {
        assert_eq!(house.call(Method::GET, path).await.status, 404);
    }
    assert!(house.service.heard().is_empty());
}

#[tokio::test]
async fn what_a_caller_adds_to_a_trace_is_not_passed_on() {
    let house = House::start().await;
    let request = house
        .request(Method::GET, "/sign/a")
        .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        .header("tracestate", "vendor=canary")
        .header("baggage", "user=canary");
    assert_eq!(Answer::of(request.send().await.unwrap()).await.status, 200);
    let heard = house.service.heard().pop().unwrap();
    for name in ["traceparent", "tracestate", "baggage"] {
        assert!(heard.header(name).is_empty(), "{name}");
    }
}
