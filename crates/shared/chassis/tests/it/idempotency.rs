use std::time::Duration;

use futures_util::future::join_all;
use parvis_kernel::ApplicationId;
use parvis_testkit::{Answer, Running};
use reqwest::Method;
use serde_json::{Value, json};

use crate::counter::{COUNTED, counted, running};

async fn post(running: &Running, app: ApplicationId, key: &str, body: &Value) -> Answer {
    let request = running.request(Method::POST, "/count", Some(app)).header("idempotency-key", key);
    Answer::of(request.json(body).send().await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_request_has_its_effect_once_and_shows_no_secret_again() {
    let (running, app) = running().await;
    let body = json!({ "word": "one" });
    let first = post(&running, app, "k1", &body).await;
    assert_eq!((first.status, &first.json()["key"]), (201, &json!("shown-once")));
    let again = post(&running, app, "\"k1\"", &body).await;
    assert_eq!(again.status, 201);
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(again.headers["location"], COUNTED);
    assert_eq!(again.json()["word"], "one");
    assert_eq!(again.json()["key"], Value::Null);
    assert_eq!(again.json()["secret_already_shown"], true);
    assert_eq!(counted(&running).await, 1);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_belongs_to_one_body_and_to_one_application() {
    let (running, app) = running().await;
    post(&running, app, "k1", &json!({ "word": "one" })).await;
    let other_body = post(&running, app, "k1", &json!({ "word": "two" })).await;
    assert_eq!(other_body.problem().as_deref(), Some("idempotency_key_reused"));
    let stranger = ApplicationId::fresh();
    let other_app = post(&running, stranger, "k1", &json!({ "word": "two" })).await;
    assert_eq!(other_app.status, 201);
    assert_eq!(counted(&running).await, 2);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_request_may_be_corrected_under_the_same_key() {
    let (running, app) = running().await;
    let refused = post(&running, app, "k1", &json!({ "word": 1 })).await;
    assert_eq!(refused.status, 422);
    let corrected = post(&running, app, "k1", &json!({ "word": "one" })).await;
    assert_eq!(corrected.status, 201);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_identical_requests_at_once_have_one_effect() {
    let (running, app) = running().await;
    let body = json!({ "word": "one" });
    let answers = join_all((0..20).map(|_| post(&running, app, "k1", &body))).await;
    for answer in &answers {
        let in_flight = answer.problem().as_deref() == Some("idempotency_in_flight");
        assert!(answer.status == 201 || in_flight, "{}", answer.text());
        assert!(!in_flight || answer.headers.contains_key("retry-after"));
    }
    assert_eq!(answers.iter().filter(|a| a.json()["key"] == "shown-once").count(), 1);
    assert_eq!(counted(&running).await, 1);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_forgotten_after_a_day() {
    let (running, app) = running().await;
    let body = json!({ "word": "one" });
    post(&running, app, "k1", &body).await;
    running.clock.advance(Duration::from_hours(25));
    let later = post(&running, app, "k1", &body).await;
    assert!(!later.headers.contains_key("idempotent-replayed"));
    assert_eq!(counted(&running).await, 2);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_path_that_no_table_could_keep_is_unknown_all_the_same() {
    let (running, app) = running().await;
    // Nothing that repeats: a table's index would make little of it.
    let parts: Vec<_> = (0..600).map(|n| format!("/{:08x}", n * 0x9e37_79b1_u64)).collect();
    let path = parts.concat();
    let request = running.request(Method::POST, &path, Some(app)).header("idempotency-key", "k1");
    let answer = Answer::of(request.json(&json!({})).send().await.unwrap()).await;
    assert_eq!(answer.status, 404, "{}", answer.text());
    running.stop().await;
}
