//! Who holds a key: asked by other processes, with the hash of its secret.

use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn only_the_right_hash_of_a_known_key_opens() {
    let desk = Desk::open().await;
    let (app, key) = desk.registered().await;
    let right = desk.question(&key);
    assert_eq!(desk.resolve(&right).await.json(), json!({ "application_id": app }));
    let (_, other) = desk.registered().await;
    let with = |member: &str, value: Value| {
        let mut wrong = right.clone();
        wrong[member] = value;
        wrong
    };
    let wrong = [
        with("hash", desk.question(&other)["hash"].clone()),
        with("hash", json!("0".repeat(64))),
        with("hash", json!("")),
        with("key_id", json!("000000000000")),
        with("key_id", json!("' OR 1=1 --")),
        with("kind", json!("tenant")),
    ];
    for wrong in wrong {
        let answer = desk.resolve(&wrong).await;
        assert_eq!(
            (answer.status, answer.problem().as_deref()),
            (404, Some("not_found")),
            "{wrong}"
        );
    }
    for unreadable in [json!({}), with("kind", json!("other")), with("hash", json!(1))] {
        assert_eq!(desk.resolve(&unreadable).await.status, 422, "{unreadable}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_can_not_ask_for_the_holder_of_a_key() {
    let desk = Desk::open().await;
    let (app, key) = desk.registered().await;
    let question = desk.question(&key);
    let asked = desk.post(app, "/internal/keys/resolve", &question).await;
    assert_eq!(asked.problem().as_deref(), Some("not_found"));
    let keyless = desk.request(Method::POST, "/internal/keys/resolve", None).json(&question);
    assert_eq!(Answer::of(keyless.send().await.unwrap()).await.status, 404);
}
