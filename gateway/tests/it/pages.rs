//! What the gateway answers by itself.

use parvis_chassis::problem::catalogue;
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::json;
use tokio::io::AsyncWriteExt as _;

use crate::house::{House, read_until, rest};

async fn page(house: &House, path: &str, language: &str) -> Answer {
    let request = house.request(Method::GET, path).header("accept", "text/html,*/*;q=0.8");
    Answer::of(request.header("accept-language", language).send().await.unwrap()).await
}

#[tokio::test]
async fn health_is_in_the_form_that_clients_know() {
    let house = House::start().await;
    let answer = house.get("/health").await;
    let port = house.address.port().to_string();
    let known = json!({ "status": "ok", "service": "client-onboarding", "port": port });
    assert_eq!((answer.status, answer.json()), (200, known));
    assert_eq!(house.get("/health/live").await.status, 200);
}

#[tokio::test]
async fn ready_means_every_service_and_names_those_that_are_not() {
    let house = House::start().await;
    let answer = house.get("/health/ready").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["services"]["mailer"], "ok");

    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let house = House::with(|config| config.with("shared.addresses.vat", place)).await;
    let answer = house.get("/health/ready").await;
    assert_eq!((answer.status, answer.problem().as_deref()), (503, Some("unavailable")));
    assert_eq!(answer.json()["services"]["vat"], "unavailable");
    assert_eq!(answer.json()["services"]["contract"], "ok");
}

#[tokio::test]
async fn a_gateway_that_is_about_to_end_says_so_and_lets_its_connections_go() {
    let house = House::start().await;
    let mut kept = house.open("GET /sign/a HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let head = read_until(&mut kept, "\r\n\r\nok").await;
    assert!(!head.contains("connection: close"), "{head}");
    house.leaving.cancel();
    kept.write_all(b"GET /sign/a HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let last = rest(&mut kept).await;
    assert!(last.starts_with("HTTP/1.1 200") && last.contains("connection: close"), "{last}");
    let answer = house.get("/health/ready").await;
    assert_eq!((answer.status, answer.problem().as_deref()), (503, Some("unavailable")));
    assert_eq!(house.get("/health/live").await.status, 200);
}

#[tokio::test]
async fn every_problem_has_its_page_in_both_languages_and_both_forms() {
    let house = House::start().await;
    for kind in catalogue::ALL {
        let path = format!("/problems/{}", kind.code);
        let json = house.get(&path).await.json();
        assert_eq!(json["type"], format!("http://parvis.test{path}"));
        assert_eq!((&json["code"], &json["status"]), (&json!(kind.code), &json!(kind.status)));
        for (language, title) in [("fr", kind.fr), ("en", kind.en)] {
            let answer = page(&house, &path, language).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
            assert_eq!(answer.headers["content-language"], language);
            assert!(answer.text().contains(&format!("<h1>{title}</h1>")), "{}", answer.text());
        }
    }
    assert_eq!(house.get("/problems/unheard_of").await.status, 404);
    let all = house.get("/problems").await.json();
    assert_eq!(all["data"].as_array().unwrap().len(), catalogue::ALL.len());
}

#[tokio::test]
async fn the_landing_page_names_every_endpoint() {
    let house = House::start().await;
    let json = house.get("/").await.json();
    let endpoints = json["endpoints"].as_array().unwrap();
    assert!(endpoints.contains(&json!({
        "method": "POST", "path": "/api/onboarding/submit", "key": true
    })));
    let html = page(&house, "/", "fr").await.text();
    assert!(html.contains("<code>/sign/{tail}</code>") && html.contains("lang=\"fr\""), "{html}");
}
