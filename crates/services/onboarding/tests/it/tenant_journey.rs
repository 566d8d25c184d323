//! A tenant's space on request, in the shapes that applications already rely on.

use parvis_events::onboarding::v1::{OnboardingCompleted, OnboardingStarted, TenantActivated};
use serde_json::{Value, json};

use crate::house::House;

/// The members of an object, sorted.
fn members(value: &Value) -> Vec<&str> {
    let mut names: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn starting_answers_in_the_shape_of_the_guide() {
    let house = House::open().await;
    let body = json!({"email": "admin@example.com", "organization_name": "Clinique du Lac"});
    let answer = house.post("/api/v1/onboarding/start", &body).await;
    assert_eq!(answer.status, 201);
    let mut told = answer.json();
    let uuid = told["uuid"].take().as_str().unwrap().to_owned();
    assert_eq!(
        told,
        json!({
            "success": true,
            "uuid": null,
            "subdomain": "clinique-du-lac",
            "full_domain": "clinique-du-lac.parvis.localhost",
            "url": "https://clinique-du-lac.parvis.localhost",
            "email": "admin@example.com",
            "organization_name": "Clinique du Lac",
            "onboarding_status": "pending",
        })
    );
    let said = house.running.heard::<OnboardingStarted>(|m| m.onboarding_id == uuid).await;
    assert_eq!((said.journey.as_str(), said.subdomain.as_str()), ("tenant", "clinique-du-lac"));
    house.running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_without_a_name_gets_one_and_each_call_is_a_new_onboarding() {
    let house = House::open().await;
    let body = json!({"email": "admin@example.com"});
    let one = house.post("/api/v1/onboarding/start", &body).await.json();
    let other = house.post("/api/v1/onboarding/start", &body).await.json();
    assert!(one["organization_name"].as_str().unwrap().starts_with("Organisation "));
    assert_ne!(one["uuid"], other["uuid"]);
    assert_ne!(one["subdomain"], other["subdomain"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_start_with_the_same_idempotency_key_is_the_same_onboarding() {
    let house = House::open().await;
    let body = json!({"email": "admin@example.com"});
    let key = [("idempotency-key", "one")];
    let one = house.post_with("/api/v1/onboarding/start", &body, &key).await;
    let again = house.post_with("/api/v1/onboarding/start", &body, &key).await;
    assert_eq!((again.status, again.json()), (201, one.json()));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let other = json!({"email": "other@example.com"});
    let reused = house.post_with("/api/v1/onboarding/start", &other, &key).await;
    assert_eq!(reused.problem().as_deref(), Some("idempotency_key_reused"));
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_at_once_of_the_same_name_get_thirty_labels() {
    let house = House::open().await;
    let body = json!({"email": "admin@example.com", "organization_name": "Clinique du Lac"});
    let starts = (0..30).map(|_| house.post("/api/v1/onboarding/start", &body));
    let answers = futures_util::future::join_all(starts).await;
    let labels: std::collections::BTreeSet<String> = answers
        .iter()
        .map(|answer| answer.json()["subdomain"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(labels.len(), 30);
    assert!(labels.contains("clinique-du-lac") && labels.contains("clinique-du-lac-9"));
}

#[tokio::test(flavor = "multi_thread")]
async fn provisioning_waits_for_the_space_and_answers_in_the_shape_of_the_guide() {
    let house = House::open().await;
    let uuid = house.started().await;
    let answer = house.post("/api/v1/onboarding/provision", &json!({ "uuid": uuid })).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let told = answer.json();
    for (name, value) in [
        ("success", json!(true)),
        ("uuid", json!(uuid)),
        ("subdomain", json!("clinique-du-lac")),
        ("email", json!("admin@example.com")),
        ("organization_name", json!("Clinique du Lac")),
        ("onboarding_status", json!("activated")),
        ("api_key", Value::Null),
        ("api_secret", Value::Null),
    ] {
        assert_eq!(told[name], value, "{name}");
    }
    let at = "2026-01-05T09:00:00.000Z";
    assert_eq!(
        told["metadata"],
        json!({
            "created_at": at,
            "updated_at": at,
            "dns_configured": true,
            "ssl_configured": true,
            "infrastructure_status": "ready",
            "api_key_generated": false,
            "provisioning_attempts": 1,
            "is_idempotent": false,
        })
    );
    let said = house.running.heard::<TenantActivated>(|m| m.onboarding_id == uuid).await;
    assert_eq!(said.full_domain, "clinique-du-lac.parvis.localhost");
}

#[tokio::test(flavor = "multi_thread")]
async fn provisioning_again_changes_nothing_and_says_so() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let again = house.provision(&uuid, "20").await;
    assert_eq!(again.status, 200);
    assert_eq!(again.json()["metadata"]["is_idempotent"], true);
    assert_eq!(again.json()["metadata"]["provisioning_attempts"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_status_shows_the_journey_and_no_key() {
    let house = House::open().await;
    let uuid = house.started().await;
    let status = house.status(&uuid).await;
    assert_eq!(
        members(&status),
        [
            "email",
            "error",
            "full_domain",
            "journey",
            "metadata",
            "onboarding_status",
            "organization_name",
            "step",
            "steps",
            "subdomain",
            "success",
            "url",
            "uuid",
            "waiting_on",
        ]
    );
    assert_eq!(status["onboarding_status"], "pending");
    assert_eq!(status["metadata"]["provisioning_attempts"], 0);
    let place = [&status["journey"], &status["step"], &status["waiting_on"]];
    assert_eq!(place, [&json!("tenant"), &json!("request"), &json!("client")]);
    assert_eq!(
        status["steps"][1],
        json!({"id": "dns", "state": "blocked", "attempts": 0, "next_try_at": null, "error": null})
    );
    house.provision(&uuid, "20").await;
    let status = house.status(&uuid).await;
    let place = [&status["onboarding_status"], &status["step"], &status["waiting_on"]];
    assert_eq!(place, [&json!("activated"), &json!("complete"), &json!("client")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_completes_its_onboarding_once() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let path = format!("/api/v1/onboarding/{uuid}/complete");
    let body = json!({
        "tenant_id": "tenant_123",
        "metadata": {"users_count": 1, "database_created": true},
    });
    let answer = house.post(&path, &body).await;
    let told = json!({
        "success": true,
        "message": "Onboarding marqué comme complété avec succès",
        "uuid": uuid,
        "onboarding_status": "completed",
        "completed_at": "2026-01-05T09:00:00.000Z",
    });
    assert_eq!((answer.status, answer.json()), (200, told.clone()));
    house.running.clock.advance(std::time::Duration::from_mins(5));
    let again = house.post(&path, &body).await;
    assert_eq!((again.status, again.json()), (200, told), "the first time stands");
    let other = house.complete(&uuid, "tenant_456").await;
    assert_eq!(other.problem().as_deref(), Some("tenant_mismatch"));
    let english = house.post_with(&path, &body, &[("accept-language", "en")]).await;
    assert_eq!(english.json()["message"], "Onboarding marked as completed");
    let said = house.running.heard::<OnboardingCompleted>(|m| m.onboarding_id == uuid).await;
    assert_eq!(said.tenant_id, "tenant_123");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_at_the_wrong_time_is_a_conflict() {
    let house = House::open().await;
    let uuid = house.started().await;
    let refused = Some("onboarding_state");
    assert_eq!(house.complete(&uuid, "t").await.problem().as_deref(), refused);
    let cancel = format!("/api/v1/onboarding/{uuid}/cancel");
    assert_eq!(house.post(&cancel, &json!({})).await.status, 200);
    let provision = house.provision(&uuid, "0").await;
    assert_eq!((provision.status, provision.problem().as_deref()), (409, refused));
    assert_eq!(house.complete(&uuid, "t").await.problem().as_deref(), refused);

    let uuid = house.activated().await;
    house.complete(&uuid, "t").await;
    let cancel = format!("/api/v1/onboarding/{uuid}/cancel");
    assert_eq!(house.post(&cancel, &json!({})).await.problem().as_deref(), refused);
    assert_eq!(house.provision(&uuid, "0").await.status, 200, "a replay is free");
}
