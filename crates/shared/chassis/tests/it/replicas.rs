//! What holds for one process holds for several that share a database.

use std::time::Duration;

use futures_util::future::join_all;
use parvis_kernel::ApplicationId;
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;
use serde_json::json;

use crate::counter::{Counter, counted};

async fn post(replica: &Running, app: ApplicationId, key: &str) -> Answer {
    let request = replica.request(Method::POST, "/count", Some(app)).header("idempotency-key", key);
    Answer::of(request.json(&json!({ "word": "one" })).send().await.unwrap()).await
}

/// The same request, so often, to each replica in turn.
async fn flood(replicas: &[Running], app: ApplicationId, times: usize) -> Vec<Answer> {
    let posts = replicas.iter().cycle().take(times).map(|replica| post(replica, app, "k1"));
    join_all(posts).await
}

/// How many of the answers show the secret; all others are replays, or say that one is underway.
fn shown_among(answers: &[Answer]) -> usize {
    for answer in answers {
        let in_flight = answer.problem().as_deref() == Some("idempotency_in_flight");
        assert!(answer.status == 201 || in_flight, "{}", answer.text());
    }
    answers.iter().filter(|answer| answer.json()["key"] == "shown-once").count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn identical_requests_to_all_replicas_have_one_effect() {
    let replicas = Setup::default().start_replicas::<Counter>(2).await;
    let app = ApplicationId::fresh();
    let answers = flood(&replicas, app, 40).await;
    assert_eq!(shown_among(&answers), 1);
    assert_eq!(counted(&replicas[0]).await, 1);
    for replica in &replicas {
        assert_eq!(post(replica, app, "k1").await.headers["idempotent-replayed"], "true");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_was_abandoned_is_taken_over_by_one_other() {
    let replicas = Setup::default().start_replicas::<Counter>(2).await;
    let (app, ground) = (ApplicationId::fresh(), replicas[0].ground());
    post(&replicas[0], app, "k1").await;
    // As if the process had died before its effect.
    ground.change("UPDATE idempotency SET status = NULL, body = NULL; DELETE FROM count").await;
    replicas[0].clock.advance(Duration::from_mins(2));
    // All have seen that it was abandoned, before any has taken it over.
    let lock = "SELECT 1 FROM idempotency FOR UPDATE";
    let answers = ground.while_locked(lock, 6, flood(&replicas, app, 6)).await;
    assert_eq!(shown_among(&answers), 1);
    assert_eq!(counted(&replicas[0]).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_are_too_old_are_forgotten_by_many_at_once() {
    let replicas = Setup::default().start_replicas::<Counter>(2).await;
    let app = ApplicationId::fresh();
    let old = "INSERT INTO idempotency (owner, route, key, body_hash, locked_until, lock, created_at) \
               SELECT 'old', '/count', CAST(n AS text), '', 0, '', n FROM generate_series(1, 600) n";
    replicas[0].ground().change(old).await;
    // Both begin to forget, at once and while they answer.
    replicas[0].clock.advance(Duration::from_hours(1));
    let posts = (0..40).map(|n| {
        let key = format!("k{n}");
        let replica = &replicas[n % 2];
        async move { post(replica, app, &key).await.status }
    });
    let left = "SELECT count(*) FROM idempotency WHERE owner = 'old'";
    let (statuses, ()) = tokio::join!(join_all(posts), replicas[0].ground().until(left, 0));
    assert_eq!(statuses, [201; 40]);
    assert_eq!(replicas[0].ground().count("SELECT count(*) FROM idempotency").await, 40);
}
