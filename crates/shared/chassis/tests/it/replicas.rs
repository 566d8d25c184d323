//! What holds for one process holds for several that share a database.

use std::time::Duration;

use futures_util::future::join_all;
use parvis_chassis::idempotency::CALL;
use parvis_kernel::ApplicationId;
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;
use serde_json::json;

use crate::counter::{Counter, counted};

async fn post(replica: &Running, app: ApplicationId, key: &str) -> Answer {
    post_as(None, replica, app, key).await
}

/// The same, as the gateway sends it for a call that it has named.
async fn post_as(call: Option<&str>, replica: &Running, app: ApplicationId, key: &str) -> Answer {
    let request = replica.request(Method::POST, "/count", Some(app)).header("idempotency-key", key);
    let request = call.into_iter().fold(request, |request, call| request.header(CALL, call));
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
async fn a_call_that_is_sent_again_takes_over_from_itself_at_once() {
    let replicas = Setup::default().start_replicas::<Counter>(2).await;
    let (app, ground) = (ApplicationId::fresh(), replicas[0].ground());
    post_as(Some("c1"), &replicas[0], app, "k1").await;
    // As if the process had died before its effect.
    ground.change("UPDATE idempotency SET status = NULL, body = NULL; DELETE FROM count").await;
    for other in [None, Some("c2")] {
        let underway = post_as(other, &replicas[1], app, "k1").await;
        assert_eq!(underway.problem().as_deref(), Some("idempotency_in_flight"), "{other:?}");
    }
    let again = post_as(Some("c1"), &replicas[1], app, "k1").await;
    assert_eq!(again.json()["key"], "shown-once");
    for call in [None, Some("c1"), Some("c2")] {
        let replayed = post_as(call, &replicas[0], app, "k1").await;
        assert_eq!(replayed.headers["idempotent-replayed"], "true");
    }
    assert_eq!(counted(&replicas[0]).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attempt_that_is_still_at_work_when_its_call_is_sent_again_has_no_effect() {
    let replicas = Setup::default().start_replicas::<Counter>(2).await;
    let (app, ground) = (ApplicationId::fresh(), replicas[0].ground());
    let attempts = replicas.iter().map(|replica| post_as(Some("c1"), replica, app, "k1"));
    // Both hold the key, one after the other, before either has its effect.
    let lock = "LOCK TABLE count IN EXCLUSIVE MODE";
    let answers = ground.while_locked(lock, 2, join_all(attempts)).await;
    let mut problems: Vec<_> = answers.iter().map(Answer::problem).collect();
    problems.sort();
    assert_eq!(problems, [None, Some("conflict".to_owned())]);
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
