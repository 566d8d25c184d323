//! A tenant's key is shown once, to whoever asked for it first, and known by its hash.

use std::time::Duration;

use parvis_chassis::key::{Key, KeyKind};
use parvis_events::registry::v1::{ApiKeyRevoked, RegisterApiKey, RevokeApiKey};
use serde_json::{Value, json};

use crate::house::House;

const PROVISION: &str = "/api/v1/onboarding/provision";

fn with_key(uuid: &str) -> Value {
    json!({"uuid": uuid, "generate_api_key": true})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_shown_once_and_activation_waits_until_it_is_known() {
    let house = House::open().await;
    let uuid = house.started().await;
    let body = with_key(&uuid);
    let call = house.post(PROVISION, &body);
    let (answer, asked) = tokio::join!(call, house.register(&uuid));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told = answer.json();
    assert_eq!(told["onboarding_status"], "activated");
    assert_eq!(told["metadata"]["api_key_generated"], true);
    let key = Key::parse(KeyKind::Tenant, told["api_key"].as_str().unwrap()).unwrap();
    assert_eq!(key.hash(&house.running.keyring).unwrap(), asked.hash);
    assert_eq!(key.id().as_str(), asked.key_id);
    assert!(told["api_secret"].as_str().unwrap().starts_with("sk_live_"));
    assert_eq!(asked.reference, format!("{uuid}/api-key/1"));

    let again = house.post(PROVISION, &body).await.json();
    assert_eq!((&again["api_key"], &again["api_secret"]), (&Value::Null, &Value::Null));
    assert_eq!(again["metadata"]["is_idempotent"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_not_known_yet_is_shown_with_202() {
    let house = House::open().await;
    let uuid = house.started().await;
    let answer = house.post_with(PROVISION, &with_key(&uuid), &[("prefer", "wait=1")]).await;
    assert_eq!(answer.status, 202);
    assert!(answer.json()["api_key"].is_string());
    assert_eq!(answer.json()["waiting_on"], "system");
    house.register(&uuid).await;
    house.until(&uuid, |status| status["onboarding_status"] == "activated").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_shown_before_the_process_ends_however_long_its_caller_would_wait() {
    let house = House::open().await;
    let uuid = house.started().await;
    let (body, wait) = (with_key(&uuid), [("prefer", "wait=60")]);
    let leaving = async {
        house.running.heard::<RegisterApiKey>(|m| m.onboarding_id == uuid).await;
        house.running.leave();
    };
    let (answer, ()) = tokio::join!(house.post_with(PROVISION, &body, &wait), leaving);
    assert_eq!(answer.status, 202);
    assert!(answer.json()["api_key"].is_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_who_asks_for_a_key_gets_it_even_when_the_space_is_ready() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let answer = house.post(PROVISION, &with_key(&uuid)).await;
    assert_eq!(answer.status, 200);
    assert!(answer.json()["api_key"].is_string() && answer.json()["api_secret"].is_string());
    assert_eq!(answer.json()["metadata"]["api_key_generated"], true);
    house.running.heard::<RegisterApiKey>(|m| m.onboarding_id == uuid).await;
    let again = house.post(PROVISION, &with_key(&uuid)).await.json();
    assert_eq!(again["api_key"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_exactly_one_sees_the_key() {
    let house = House::open().await;
    let uuid = house.started().await;
    let body = with_key(&uuid);
    let calls = futures_util::future::join_all((0..8).map(|_| house.post(PROVISION, &body)));
    let (answers, _) = tokio::join!(calls, house.register(&uuid));
    let shown = answers.iter().filter(|answer| answer.json()["api_key"].is_string()).count();
    assert_eq!(shown, 1);
    assert!(answers.iter().all(|answer| answer.status == 200));
    let begun = |answer: &&parvis_testkit::Answer| {
        answer.json()["metadata"]["is_idempotent"] == Value::Bool(false)
    };
    assert_eq!(answers.iter().filter(begun).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replayed_answer_shows_no_secret() {
    let house = House::open().await;
    let uuid = house.started().await;
    let (body, key) = (with_key(&uuid), [("idempotency-key", "once")]);
    let (first, _) = tokio::join!(house.post_with(PROVISION, &body, &key), house.register(&uuid));
    let replay = house.post_with(PROVISION, &body, &key).await;
    assert_eq!((first.status, replay.status), (200, 200));
    assert_eq!(replay.headers["idempotent-replayed"], "true");
    let mut expected = first.json();
    for secret in ["api_key", "api_secret"] {
        assert!(expected[secret].is_string());
        expected[secret] = Value::Null;
    }
    expected["secret_already_shown"] = json!(true);
    assert_eq!(replay.json(), expected, "the same answer without its secrets");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_revoked_with_its_onboarding() {
    let house = House::open().await;
    let uuid = house.started().await;
    let body = with_key(&uuid);
    tokio::join!(house.post(PROVISION, &body), house.register(&uuid));
    let cancelled = house.post(&format!("/api/v1/onboarding/{uuid}/cancel"), &json!({})).await;
    assert_eq!(cancelled.json()["onboarding_status"], "cancelled");
    let asked = house.running.heard::<RevokeApiKey>(|_| true).await;
    let fact = ApiKeyRevoked {
        key_id: asked.key_id.clone(),
        application_id: asked.application_id,
        reference: asked.reference,
    };
    house.running.say("elsewhere", (&asked.key_id, 2), &fact).await;
    house.until(&uuid, |status| House::step(status, "api-key")["state"] == "undone").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_given_outside_the_journey_is_revoked_too() {
    let house = House::open().await;
    let uuid = house.activated().await;
    house.post(PROVISION, &with_key(&uuid)).await;
    house.post(&format!("/api/v1/onboarding/{uuid}/cancel"), &json!({})).await;
    let registered = house.running.heard::<RegisterApiKey>(|_| true).await;
    house.running.heard::<RevokeApiKey>(|m| m.key_id == registered.key_id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_nobody_confirms_fails_the_onboarding_in_the_end() {
    let house = House::open().await;
    let uuid = house.started().await;
    house.post_with(PROVISION, &with_key(&uuid), &[("prefer", "wait=0")]).await;
    house.until(&uuid, |status| House::step(status, "dns")["state"] == "done").await;
    house.running.clock.advance(Duration::from_hours(7 * 24));
    let status = house.until(&uuid, |status| status["onboarding_status"] == "failed").await;
    assert_eq!(status["error"]["code"], "step_timeout");
    assert_eq!(status["metadata"]["infrastructure_status"], "failed");
    house.running.heard::<RevokeApiKey>(|_| true).await;
    let refused = house.provision(&uuid, "0").await;
    assert_eq!(refused.problem().as_deref(), Some("onboarding_state"));
}
