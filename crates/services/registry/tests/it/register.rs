//! Registering an application.

use parvis_events::registry::v1::ApplicationRegistered;
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, REGISTER, prices, provider};

async fn with_token(desk: &Desk, token: &str) -> Answer {
    let request =
        desk.request(Method::POST, REGISTER, None).json(&json!({ "app_name": "Atelier" }));
    Answer::of(request.header("X-Bootstrap-Token", token).send().await.unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_registers_and_all_are_told() {
    let desk = Desk::open().await;
    let body = json!({
        "app_name": "  Atelier de démonstration ", "contact_email": "contact@example.org",
        "provider": provider(), "prices": prices(), "unknown": true,
    });
    let made = desk.register(&body).await;
    assert_eq!(made.status, 201);
    let made = made.json();
    let members: Vec<_> = made.as_object().unwrap().keys().collect();
    assert_eq!(members, ["app_id", "app_name", "master_key", "success"]);
    assert_eq!(
        (&made["success"], &made["app_name"]),
        (&json!(true), &json!("Atelier de démonstration"))
    );
    assert!(made["master_key"].as_str().unwrap().starts_with("mk_live_"));
    let told = desk.heard::<ApplicationRegistered>(|_| true).await;
    assert_eq!(
        (json!(told.application_id), told.name),
        (made["app_id"].clone(), "Atelier de démonstration".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_shown_once_and_kept_as_a_hash() {
    let desk = Desk::open().await;
    let (app, key) = desk.registered().await;
    let secret = key.split('_').next_back().unwrap();
    let stored = desk.stored().await;
    let hash = desk.question(&key)["hash"].as_str().unwrap().to_owned();
    assert!(stored.contains(&hash), "the search sees what is written");
    assert!(!stored.contains(secret) && !stored.contains(&secret[..43]));
    let me = desk.get(app, crate::desk::ME).await.text();
    assert!(!me.contains(secret) && !me.contains(&hash));
    let said = serde_json::to_string(&desk.said().await).unwrap();
    assert!(!said.contains(secret) && !said.contains(&hash));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_makes_one_application_and_does_not_show_the_key_again() {
    let desk = Desk::open().await;
    let body = json!({ "app_name": "Atelier" });
    let send = async |body: &Value| {
        let request = desk.request(Method::POST, REGISTER, None).json(body);
        Answer::of(request.header("Idempotency-Key", "once").send().await.unwrap()).await
    };
    let (first, again) = (send(&body).await, send(&body).await);
    assert_eq!((first.status, again.status), (201, 201));
    assert!(first.headers.get("idempotent-replayed").is_none());
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let mut expected = first.json();
    expected["master_key"] = Value::Null;
    expected["secret_already_shown"] = json!(true);
    assert_eq!(again.json(), expected);
    let other = send(&json!({ "app_name": "Autre" })).await;
    assert_eq!((other.status, other.problem().unwrap().as_str()), (422, "idempotency_key_reused"));
    assert_eq!(desk.count("SELECT count(*) FROM application").await, 1);
    let secret = first.json()["master_key"].as_str().unwrap()[21..].to_owned();
    assert!(!desk.stored().await.contains(&secret));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_an_operators_token_only_its_holder_registers() {
    let token = "un-jeton-de-test-assez-long-pour-ouvrir";
    let desk = Desk::with("token", token).await;
    let without = desk.register(&json!({ "app_name": "Atelier" })).await;
    let refused = [without, with_token(&desk, "").await, with_token(&desk, &token[1..]).await];
    for refused in refused {
        let code = refused.problem().unwrap();
        assert_eq!((refused.status, code.as_str()), (403, "registration_closed"));
    }
    assert_eq!(desk.count("SELECT count(*) FROM application").await, 0);
    assert_eq!(with_token(&desk, token).await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_registry_registers_nobody() {
    let desk = Desk::with("closed", "un-jeton").await;
    for token in ["", "un-jeton"] {
        assert_eq!(with_token(&desk, token).await.status, 403);
    }
}
