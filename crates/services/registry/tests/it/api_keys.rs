//! The API keys of tenants: registered and revoked by message.

use parvis_chassis::key::{Key, KeyKind};
use parvis_events::registry::v1::{ApiKeyRegistered, ApiKeyRevoked, RegisterApiKey, RevokeApiKey};
use parvis_kernel::{ApplicationId, OnboardingId};
use serde_json::{Value, json};

use crate::desk::Desk;

/// The order to keep a new key of a tenant, and the question whether that key is valid.
fn order(desk: &Desk, app: ApplicationId) -> (RegisterApiKey, Value) {
    let key = Key::mint(KeyKind::Tenant).unwrap();
    let hash = key.hash(&desk.keyring).unwrap();
    let question = json!({ "kind": "tenant", "key_id": key.id().as_str(), "hash": hash });
    let order = RegisterApiKey {
        key_id: key.id().to_string(),
        application_id: app.to_string(),
        reference: "journey/api-key/1".into(),
        onboarding_id: OnboardingId::fresh().to_string(),
        hash,
    };
    (order, question)
}

fn revocation(order: &RegisterApiKey, reference: &str) -> RevokeApiKey {
    RevokeApiKey {
        key_id: order.key_id.clone(),
        application_id: order.application_id.clone(),
        reference: reference.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenants_key_is_known_until_it_is_revoked() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let (order, question) = order(&desk, app);
    assert_eq!(desk.resolve(&question).await.status, 404);
    desk.say("onboarding", ("one", 1), &order).await;
    let told = desk.heard::<ApiKeyRegistered>(|_| true).await;
    assert_eq!(
        (told.key_id, told.onboarding_id),
        (order.key_id.clone(), order.onboarding_id.clone())
    );
    assert_eq!((told.application_id, told.reference), (app.to_string(), order.reference.clone()));
    let holder = json!({ "application_id": app, "onboarding_id": order.onboarding_id });
    assert_eq!(desk.resolve(&question).await.json(), holder);

    desk.say("onboarding", ("one", 2), &revocation(&order, "undo")).await;
    let told = desk.heard::<ApiKeyRevoked>(|_| true).await;
    assert_eq!((told.key_id, told.reference), (order.key_id, "undo".to_owned()));
    assert_eq!(desk.resolve(&question).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_given_twice_is_answered_twice_and_kept_once() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let (order, _) = order(&desk, app);
    desk.say("onboarding", ("one", 1), &order).await;
    let again = RegisterApiKey { reference: "journey/api-key/2".into(), ..order.clone() };
    desk.say("onboarding", ("one", 2), &again).await;
    for reference in [&order.reference, &again.reference] {
        desk.heard::<ApiKeyRegistered>(|fact| fact.reference == *reference).await;
    }
    assert_eq!(desk.count("SELECT count(*) FROM api_key").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_never_came_is_revoked_all_the_same() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let (order, _) = order(&desk, app);
    desk.say("onboarding", ("one", 1), &revocation(&order, "undo")).await;
    desk.heard::<ApiKeyRevoked>(|fact| fact.key_id == order.key_id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_can_not_be_right_is_parked_and_holds_nobody_back() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let (other, _) = desk.registered().await;
    let (good, question) = order(&desk, app);
    desk.say("onboarding", ("one", 1), &good).await;
    let bad = [
        RegisterApiKey { hash: "0".repeat(64), ..good.clone() },
        RegisterApiKey { application_id: other.to_string(), ..good.clone() },
        RegisterApiKey { application_id: ApplicationId::fresh().to_string(), ..good.clone() },
        RegisterApiKey { hash: "short".into(), ..good.clone() },
    ];
    for (place, bad) in (2..).zip(&bad) {
        desk.say("onboarding", ("one", place), bad).await;
    }
    let foreign =
        RevokeApiKey { application_id: other.to_string(), ..revocation(&good, "foreign") };
    desk.say("onboarding", ("one", 6), &foreign).await;
    let (next, _) = order(&desk, app);
    desk.say("onboarding", ("one", 7), &next).await;
    desk.heard::<ApiKeyRegistered>(|fact| fact.key_id == next.key_id).await;
    assert_eq!(desk.count("SELECT count(*) FROM inbox WHERE state = 'parked'").await, 5);
    assert_eq!(desk.resolve(&question).await.status, 200);
}
