//! An application's own data.

use parvis_events::registry::v1::ApplicationChanged;
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, ME, faults, prices, provider};

#[tokio::test(flavor = "multi_thread")]
async fn an_application_sees_itself_and_no_other() {
    let desk = Desk::open().await;
    let (app, key) = desk.registered().await;
    let (other, _) = desk.registered().await;
    let me = desk.get(app, ME).await;
    assert_eq!(me.status, 200);
    let key_id = desk.question(&key)["key_id"].clone();
    let now = "2026-01-05T09:00:00.000Z";
    let expected = json!({
        "success": true, "app_id": app, "app_name": "Atelier", "contact_email": null,
        "provider": null, "prices": null, "created_at": now,
        "keys": [{ "key_id": key_id, "created_at": now, "revoked_at": null }],
    });
    assert_eq!(me.json(), expected);
    assert_eq!(desk.get(other, ME).await.json()["app_id"], json!(other));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_touches_what_it_names_and_is_told_once() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let change = json!({ "contact_email": "contact@example.org", "provider": provider(), "prices": prices() });
    let changed = desk.patch(app, &change).await;
    assert_eq!(changed.status, 200);
    let body = changed.json();
    assert_eq!(
        (&body["app_name"], &body["provider"], &body["prices"]),
        (&json!("Atelier"), &provider(), &prices())
    );
    assert_eq!(desk.get(app, ME).await.json(), body);
    desk.heard::<ApplicationChanged>(|fact| fact.application_id == app.to_string()).await;

    assert_eq!(desk.patch(app, &change).await.json(), body);
    assert_eq!(desk.patch(app, &json!({})).await.json(), body);
    let removed =
        desk.patch(app, &json!({ "prices": null, "app_name": "Nouvel atelier" })).await.json();
    assert_eq!(
        (&removed["prices"], &removed["app_name"]),
        (&Value::Null, &json!("Nouvel atelier"))
    );
    assert_eq!(removed["provider"], provider());
    assert_eq!(desk.count("SELECT version FROM application").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_change_changes_nothing() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    let before = desk.get(app, ME).await.json();
    let change = json!({ "app_name": null, "contact_email": "x", "provider": { "capital": 1 }, "prices": [] });
    let refused = desk.patch(app, &change).await;
    assert_eq!(refused.status, 422);
    let told = faults(&refused);
    for wanted in [
        ("/app_name", "required"),
        ("/contact_email", "format"),
        ("/provider/capital", "type"),
        ("/prices", "type"),
    ] {
        assert!(told.contains(&(wanted.0.into(), wanted.1.into())), "{wanted:?}: {told:?}");
    }
    assert_eq!(desk.get(app, ME).await.json(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_services_read_a_profile_and_applications_do_not() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    desk.patch(app, &json!({ "provider": provider() })).await;
    let path = format!("/internal/applications/{app}");
    let peer = async |path: &str| {
        Answer::of(desk.peer_request(Method::GET, path).send().await.unwrap()).await
    };
    let expected = json!({
        "application_id": app, "app_name": "Atelier", "contact_email": null,
        "provider": provider(), "prices": null,
    });
    assert_eq!(peer(&path).await.json(), expected);
    assert_eq!(peer("/internal/applications/app_x").await.status, 404);
    let stranger = parvis_kernel::ApplicationId::fresh();
    assert_eq!(peer(&format!("/internal/applications/{stranger}")).await.status, 404);
    assert_eq!(desk.get(app, &path).await.problem().as_deref(), Some("not_found"));
    let keyless = desk.request(Method::GET, &path, None).send().await.unwrap();
    assert_eq!(keyless.status(), 404);
}
