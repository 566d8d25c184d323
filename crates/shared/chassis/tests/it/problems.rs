use parvis_testkit::Answer;
use reqwest::Method;

use crate::counter::running;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_failure_has_the_agreed_body() {
    let (running, app) = running().await;
    let post = || running.request(Method::POST, "/count", Some(app));
    let large = format!("{{\"word\":\"{}\"}}", "x".repeat(300_000));
    let cases = [
        (post().body("{"), 400, "unparsable"),
        (post().body("[1]"), 422, "invalid"),
        (post().body("{}"), 422, "invalid"),
        (post().header("content-type", "text/xml").body("<a/>"), 415, "unsupported_media_type"),
        (post().body(large), 413, "too_large"),
        (running.request(Method::GET, "/nowhere", Some(app)), 404, "not_found"),
        (running.request(Method::DELETE, "/count", Some(app)), 405, "method_not_allowed"),
        (running.request(Method::GET, "/panic", Some(app)), 500, "internal"),
    ];
    for (request, status, code) in cases {
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.problem().as_deref(), Some(code), "{}", answer.text());
        assert!(!answer.text().contains("canary"));
        assert_eq!(answer.json()["type"], format!("http://parvis.test/problems/{code}"));
        if status == 405 {
            assert_eq!(answer.headers["allow"], "POST");
        }
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_title_follows_the_callers_language_and_the_code_does_not() {
    let (running, app) = running().await;
    for (language, title) in [("fr-FR", "Introuvable"), ("en", "Not found"), ("de", "Not found")] {
        let request = running.request(Method::GET, "/nowhere", Some(app));
        let answer = request.header("accept-language", language).send().await.unwrap();
        let answer = Answer::of(answer).await;
        assert_eq!(answer.json()["title"], title);
        assert_eq!(answer.problem().as_deref(), Some("not_found"));
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_harmless_request_id_is_kept_and_another_is_replaced() {
    let (running, app) = running().await;
    for (given, kept) in [("order-4711", true), ("a b", false), (&"x".repeat(200), false)] {
        let request = running.request(Method::GET, "/nowhere", Some(app));
        let answer = Answer::of(request.header("x-request-id", given).send().await.unwrap()).await;
        let id = answer.headers["x-request-id"].to_str().unwrap();
        assert_eq!(id == given, kept, "{id}");
        assert_eq!(answer.json()["instance"], format!("urn:parvis:request:{id}"));
    }
    running.stop().await;
}
