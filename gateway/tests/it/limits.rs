//! Limits are exact in any hour.

use std::time::Duration;

use parvis_testkit::Answer;
use reqwest::Method;

use crate::house::House;

const START: &str = "/api/v1/onboarding/start";
const STATUS: &str = "/api/v1/onboarding/status/a";

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers[name].to_str().unwrap()
}

#[tokio::test]
async fn an_application_starts_ten_onboardings_in_any_hour() {
    let house = House::start().await;
    for left in (0..10).rev() {
        let answer = house.call(Method::POST, START).await;
        assert_eq!(answer.status, 200);
        assert_eq!(header(&answer, "x-ratelimit-remaining"), left.to_string());
        assert_eq!(header(&answer, "ratelimit-policy"), "\"start\";q=10;w=3600");
        let passed = 60 * (9 - left);
        assert_eq!(header(&answer, "ratelimit"), format!("\"start\";r={left};t={}", 3600 - passed));
        house.clock.advance(Duration::from_mins(1));
    }
    let refused = house.call(Method::POST, START).await;
    assert_eq!((refused.status, refused.problem().as_deref()), (429, Some("rate_limited")));
    assert_eq!(header(&refused, "retry-after"), "3000");
    assert_eq!(header(&refused, "x-ratelimit-remaining"), "0");
    assert_eq!(header(&refused, "ratelimit"), "\"start\";r=0;t=3000");
    assert_eq!(house.service.heard().len(), 10);

    house.clock.advance(Duration::from_millis(3_000_000 - 1));
    let refused = house.call(Method::POST, START).await;
    assert_eq!((refused.status, header(&refused, "retry-after")), (429, "1"));
    house.clock.advance(Duration::from_millis(1));
    assert_eq!(house.call(Method::POST, START).await.status, 200);
    assert_eq!(house.call(Method::POST, START).await.status, 429);
}

#[tokio::test]
async fn each_limit_counts_for_itself() {
    let house = House::with(|config| config.with("gateway.status_per_hour", 2)).await;
    for status in [200, 200, 429] {
        assert_eq!(house.call(Method::GET, STATUS).await.status, status);
    }
    assert_eq!(house.call(Method::POST, START).await.status, 200);
    let free = house.call(Method::GET, "/api/v1/onboardings").await;
    assert_eq!(free.status, 200);
    assert!(!free.headers.contains_key("ratelimit"));
}

#[tokio::test]
async fn failed_keys_count_against_the_address_and_never_lock_a_good_key_out() {
    let house = House::with(|config| config.with("gateway.keyless_per_hour", 3)).await;
    for status in [401, 401, 401, 429] {
        assert_eq!(house.get(STATUS).await.status, status);
    }
    let register = house.request(Method::POST, "/api/v1/applications/register");
    let refused = Answer::of(register.send().await.unwrap()).await;
    assert_eq!((refused.status, header(&refused, "retry-after")), (429, "3600"));
    assert_eq!(house.call(Method::GET, STATUS).await.status, 200);
    assert_eq!(house.get("/sign/a").await.status, 200);
    assert_eq!(house.get("/health").await.status, 200);
    house.clock.advance(Duration::from_hours(1));
    assert_eq!(house.get(STATUS).await.status, 401);
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_has_its_own_count() {
    let house = House::with(|config| {
        config.with("gateway.keyless_per_hour", 1).with("gateway.trusted_proxies", 1)
    })
    .await;
    let from = async |forwarded: &str| {
        let request = house.request(Method::GET, STATUS).header("x-forwarded-for", forwarded);
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(from("9.9.9.9, 1.1.1.1").await, 401);
    assert_eq!(from("8.8.8.8, 1.1.1.1").await, 429);
    assert_eq!(from("2.2.2.2").await, 401);
    assert_eq!(from("2001:db8::1").await, 401);
    assert_eq!(from("2001:db8::2").await, 429);
}

#[tokio::test]
async fn signing_pages_have_a_limit_of_their_own_for_each_address() {
    let house = House::with(|config| config.with("gateway.pages_per_hour", 2)).await;
    assert_eq!(house.get("/sign/a").await.status, 200);
    assert_eq!(house.call(Method::POST, "/sign/a").await.status, 200);
    let refused = house.get("/sign/b").await;
    assert_eq!((refused.status, refused.problem().as_deref()), (429, Some("rate_limited")));
    assert_eq!(header(&refused, "retry-after"), "3600");
    assert_eq!(header(&refused, "ratelimit-policy"), "\"pages\";q=2;w=3600");
    for free in ["/assets/a", "/trust/roots.pem", "/health", "/problems"] {
        assert_eq!(house.get(free).await.status, 200, "{free}");
    }
    assert_eq!(house.get(STATUS).await.status, 401);
    assert_eq!(house.call(Method::POST, START).await.status, 200);
    house.clock.advance(Duration::from_hours(1));
    assert_eq!(house.get("/sign/a").await.status, 200);
}
