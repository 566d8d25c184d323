//! What is routed, what is not, and how that is said.

use parvis_testkit::Answer;
use reqwest::Method;

use crate::house::House;

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let house = House::start().await;
    for (method, path, allow) in [
        (Method::GET, "/api/v1/onboarding/start", "POST"),
        (Method::DELETE, "/api/v1/applications/me", "GET, HEAD, PATCH"),
        (Method::POST, "/health", "GET, HEAD"),
        (Method::PUT, "/sign/a", "GET, HEAD, POST"),
        (Method::OPTIONS, "/api/v1/onboardings", "GET, HEAD"),
    ] {
        let answer = house.call(method, path).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (405, Some("method_not_allowed")));
        assert_eq!(answer.headers["allow"], allow, "{path}");
    }
}

#[tokio::test]
async fn an_unknown_route_is_not_found_in_the_callers_language() {
    let house = House::start().await;
    for path in ["/nothing", "/api/v1", "/internal/applications/app_1", "/api/v1/onboarding"] {
        let request = house.request(Method::GET, path).header("accept-language", "fr");
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (404, Some("not_found")));
        assert_eq!(answer.json()["title"], "Introuvable");
        let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
        assert_eq!(answer.json()["instance"], format!("urn:parvis:request:{id}"));
    }
    assert!(house.service.heard().is_empty());
}

#[tokio::test]
async fn a_head_goes_where_a_get_goes() {
    let house = House::start().await;
    for path in [
        "/",
        "/health",
        "/problems",
        "/sign/a",
        "/api/v1/onboardings",
        "/api/v1/verifications/vat_1",
    ] {
        let answer = house.call(Method::HEAD, path).await;
        assert_eq!((answer.status, answer.bytes.len()), (200, 0), "{path}");
    }
    let answer = Answer::of(house.request(Method::HEAD, "/nothing").send().await.unwrap()).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn the_request_id_is_the_callers_when_it_is_harmless() {
    let house = House::start().await;
    for (given, kept) in [("order-42", true), ("two words", false)] {
        let request = house.request(Method::GET, "/sign/a").header("x-request-id", given);
        let answer = Answer::of(request.send().await.unwrap()).await;
        let id = answer.headers["x-request-id"].to_str().unwrap();
        assert_eq!(id == given, kept);
        assert_eq!(house.service.heard().pop().unwrap().header("x-request-id"), [id]);
    }
}
