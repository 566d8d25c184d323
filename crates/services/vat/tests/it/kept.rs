//! What is known is not asked again, and not written again.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::scene::{Scene, VERIFY};

#[tokio::test(flavor = "multi_thread")]
async fn a_valid_number_is_not_asked_again_for_a_day() {
    let scene = Scene::open().await;
    let first = scene.told("BE0477472701", 200).await;
    let rows = scene.rows().await;
    scene.fault("vies", json!({ "drop": true })).await;
    assert_eq!(scene.told("be 0477 472 701", 200).await, first);
    scene.vat.clock.advance(Duration::from_hours(24) - Duration::from_secs(1));
    assert_eq!(scene.told("BE0477472701", 200).await, first);
    assert_eq!(scene.rows().await, rows);

    scene.mend().await;
    scene.vat.clock.advance(Duration::from_secs(1));
    let next = scene.told("BE0477472701", 200).await;
    assert_ne!(next["verificationId"], first["verificationId"]);
    assert_eq!(next["checkedAt"], "2026-01-06T09:00:00.000Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_not_registered_is_asked_again_after_an_hour() {
    let scene = Scene::open().await;
    let first = scene.told("FR83404833048", 200).await;
    scene.vat.clock.advance(Duration::from_mins(59));
    assert_eq!(scene.told("FR83404833048", 200).await, first);
    scene.vat.clock.advance(Duration::from_mins(1));
    assert_ne!(scene.told("FR83404833048", 200).await["verificationId"], first["verificationId"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_cannot_be_is_written_once() {
    let scene = Scene::open().await;
    let first = scene.told("FR12345678900", 200).await;
    assert_eq!(scene.told("fr 12345678900", 200).await, first);
    assert_eq!(scene.rows().await[0], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_who_ask_the_same_at_once_share_one_question() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "latencyMs": 100 })).await;
    let answers = join_all((0..16).map(|_| scene.told("BE0477472701", 200))).await;
    assert!(answers.iter().all(|a| a["verificationId"] == answers[0]["verificationId"]));
    assert_eq!(scene.rows().await[..2], [1, 1]);

    scene.fault("vies", json!({ "error": "VAT_BLOCKED" })).await;
    let answers = join_all((0..16).map(|_| scene.told("DE111222339", 202))).await;
    assert!(answers.iter().all(|a| a["verificationId"] == answers[0]["verificationId"]));
    assert_eq!(scene.rows().await[0], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idempotency_key_replays_its_answer() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    let ask = async |number: &str| {
        let request = scene.vat.request(Method::POST, VERIFY, Some(scene.app));
        let request = request.header("idempotency-key", "k1").json(&json!({ "vatNumber": number }));
        parvis_testkit::Answer::of(request.send().await.unwrap()).await
    };
    let first = ask("BE0477472701").await;
    scene.mend().await;
    let again = ask("BE0477472701").await;
    assert_eq!((first.status, again.status), (202, 202));
    assert_eq!(first.json(), again.json());
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(again.headers["location"], first.headers["location"]);
    assert_eq!(ask("DE111222339").await.problem().unwrap(), "idempotency_key_reused");
}
