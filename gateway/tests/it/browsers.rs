//! What browsers are told: who may call, and what they must not do.

use parvis_testkit::Answer;
use reqwest::Method;

use crate::house::House;

const ORIGIN: &str = "https://app.example.com";

async fn preflight(house: &House, origin: &str) -> Answer {
    let request = house
        .request(Method::OPTIONS, "/api/v1/onboarding/start")
        .header("origin", origin)
        .header("access-control-request-method", "POST");
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_known_origin_may_call_and_read_failures_too() {
    let house = House::with(|config| config.with("gateway.cors_origins", [ORIGIN])).await;
    let answer = preflight(&house, ORIGIN).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.headers["access-control-allow-origin"], ORIGIN);
    let allowed = answer.headers["access-control-allow-headers"].to_str().unwrap();
    assert!(allowed.contains("X-Master-Key"));

    let request = house.request(Method::GET, "/api/v1/onboardings").header("origin", ORIGIN);
    let refused = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.headers["access-control-allow-origin"], ORIGIN);
    assert!(refused.headers.get_all("vary").iter().any(|v| v == "Origin"));
}

#[tokio::test]
async fn any_other_origin_is_told_nothing() {
    for origins in [vec![], vec![ORIGIN]] {
        let house = House::with(|config| config.with("gateway.cors_origins", origins)).await;
        let answer = preflight(&house, "https://evil.example.com").await;
        assert_eq!(answer.status, 405);
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn security_headers_stand_on_every_answer_and_a_page_keeps_its_own() {
    let house = House::start().await;
    let page = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\ncontent-security-policy: own\r\n\r\n";
    house.service.tell("/sign/page", page);
    for path in ["/", "/nothing", "/api/v1/onboardings", "/sign/other"] {
        let answer = house.get(path).await;
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!answer.headers.contains_key("strict-transport-security"));
    }
    assert_eq!(house.get("/sign/page").await.headers["content-security-policy"], "own");
    let private = house.get("/api/v1/onboardings").await;
    assert_eq!(private.headers["cache-control"], "no-store");

    let secure =
        House::with(|config| config.with("shared.public_url", "https://parvis.test")).await;
    let answer = secure.get("/").await;
    assert_eq!(answer.headers["strict-transport-security"], "max-age=31536000");
}
