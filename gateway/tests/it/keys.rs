//! Who passes: one good key in the one header for it.

use parvis_chassis::key::{Key, KeyKind};
use parvis_testkit::Answer;
use reqwest::Method;

use crate::house::House;

const PATH: &str = "/api/v1/onboardings";

#[tokio::test]
async fn only_one_good_key_in_its_own_header_opens() {
    let house = House::start().await;
    let secret = house.secret();
    let mistyped = secret.replace("mk_live_", "mk_live_0");
    let stranger = Key::mint(KeyKind::Master).unwrap().reveal().reveal().to_owned();
    let tenant = Key::mint(KeyKind::Tenant).unwrap().reveal().reveal().to_owned();
    let mut refused = vec![
        vec![],
        vec![("authorization", format!("Bearer {secret}"))],
        vec![("x-api-key", secret.clone())],
        vec![("x-master-key", secret.clone()), ("x-master-key", secret.clone())],
        vec![("x-master-key", format!("{secret}, {secret}"))],
    ];
    refused.extend([mistyped, stranger, tenant, String::new()].map(|k| vec![("x-master-key", k)]));
    for headers in refused {
        let request = house.request(Method::GET, PATH);
        let request = headers.iter().fold(request, |r, (name, value)| r.header(*name, value));
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (401, Some("unauthorized")));
    }
    assert_eq!(house.registry.questions(), 1, "only the stranger's key is worth a question");
    assert!(house.service.heard().is_empty());
    assert_eq!(house.call(Method::GET, PATH).await.status, 200);
}

#[tokio::test]
async fn many_requests_with_one_key_ask_the_registry_once() {
    let house = House::start().await;
    for _ in 0..20 {
        assert_eq!(house.call(Method::GET, PATH).await.status, 200);
    }
    assert_eq!(house.registry.questions(), 1);
}

#[tokio::test]
async fn garbage_without_a_key_is_unauthorized_and_not_unreadable() {
    let house = House::start().await;
    for path in ["/api/onboarding/submit", "/api/onboarding/verify-vat", "/api/v1/onboarding/start"]
    {
        let request = house.request(Method::POST, path).header("content-type", "application/json");
        let answer = Answer::of(request.body("{ garbage").send().await.unwrap()).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (401, Some("unauthorized")));
    }
}

#[tokio::test]
async fn a_registry_that_is_away_is_not_a_bad_key() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let house = House::with(|config| config.with("shared.addresses.registry", place)).await;
    let answer = house.call(Method::GET, PATH).await;
    assert_eq!((answer.status, answer.problem().as_deref()), (503, Some("unavailable")));
}

#[tokio::test]
async fn registration_needs_no_key_and_passes_the_operators_token_on() {
    let house = House::start().await;
    let request = house.request(Method::POST, "/api/v1/applications/register");
    let answer = Answer::of(request.header("x-bootstrap-token", "t").send().await.unwrap()).await;
    assert_eq!(answer.json()["subject"], "Anonymous");
    assert_eq!(answer.json()["bootstrap"], "t");
    let answer = house.call(Method::GET, "/api/v1/applications/me").await;
    assert_eq!(answer.json()["subject"], format!("Application({:?})", house.application));
}
