//! What is not accepted, with the place of each fault; nothing of it is written.

use parvis_kernel::ApplicationId;
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, KEYS, ME, REGISTER, faults, provider};

fn with(member: &str, value: Value) -> Value {
    let mut body = json!({ "app_name": "Atelier" });
    body[member] = value;
    body
}

/// Each wrong member, the pointer of its fault and the code.
fn wrong() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let long_email = format!("a@{}.org", "example.".repeat(40));
    let long = |n| json!("é".repeat(n));
    let mut unsigned = provider();
    unsigned["signatory"] = Value::Null;
    vec![
        ("app_name", json!(null), "/app_name", "required"),
        ("app_name", json!(""), "/app_name", "required"),
        ("app_name", json!(" \t "), "/app_name", "required"),
        ("app_name", json!(1), "/app_name", "type"),
        ("app_name", json!(["Atelier"]), "/app_name", "type"),
        ("app_name", long(101), "/app_name", "too_long"),
        ("app_name", json!("Ate\u{0}lier"), "/app_name", "control_character"),
        ("app_name", json!("Ate\r\nBcc: x"), "/app_name", "control_character"),
        ("app_name", json!("Ate\u{202e}reil"), "/app_name", "control_character"),
        ("contact_email", json!(true), "/contact_email", "type"),
        ("contact_email", json!("nobody"), "/contact_email", "format"),
        (
            "contact_email",
            json!("a@example.org\nBcc: b@example.org"),
            "/contact_email",
            "control_character",
        ),
        ("contact_email", json!(long_email), "/contact_email", "too_long"),
        ("provider", json!("Parvis"), "/provider", "type"),
        ("provider", json!([]), "/provider", "type"),
        ("provider", unsigned, "/provider/signatory", "required"),
        ("prices", json!(12), "/prices", "type"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_field_is_named_and_nothing_is_written() {
    let desk = Desk::open().await;
    for (member, value, pointer, code) in wrong() {
        let answer = desk.register(&with(member, value.clone())).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (422, Some("invalid")), "{value}");
        assert_eq!(faults(&answer), [(pointer.to_owned(), code.to_owned())], "{value}");
    }
    for blank in [json!(null), json!(""), json!("  ")] {
        assert_eq!(desk.register(&with("contact_email", blank)).await.status, 201);
    }
    assert_eq!(desk.register(&with("app_name", json!("é".repeat(100)))).await.status, 201);
    assert_eq!(desk.count("SELECT count(*) FROM application").await, 4);
    assert_eq!(desk.count("SELECT count(*) FROM master_key").await, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn all_faults_of_a_body_are_told_together() {
    let desk = Desk::open().await;
    let body = json!({
        "contact_email": 1, "provider": {}, "prices": { "currency": "USD", "sms": "-1" },
    });
    let told = faults(&desk.register(&body).await);
    let pointers: Vec<_> = told.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(pointers[..2], ["/app_name", "/contact_email"]);
    assert_eq!(pointers.iter().filter(|pointer| pointer.starts_with("/provider/")).count(), 7);
    assert!(told.contains(&("/prices/currency".into(), "unknown_value".into())));
    assert!(told.contains(&("/prices/sms".into(), "format".into())));
    assert_eq!(desk.count("SELECT count(*) FROM application").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_object_of_json_is_refused() {
    let desk = Desk::open().await;
    let send = async |body: &str, kind: &str| {
        let request = desk.request(Method::POST, REGISTER, None).header("Content-Type", kind);
        Answer::of(request.body(body.to_owned()).send().await.unwrap()).await
    };
    let json = "application/json";
    for (body, kind, status) in [
        ("", json, 400),
        ("{", json, 400),
        ("\u{feff}{}", json, 400),
        ("[]", json, 422),
        ("\"Atelier\"", json, 422),
        ("app_name=Atelier", "application/x-www-form-urlencoded", 415),
    ] {
        let answer = send(body, kind).await;
        assert_eq!(answer.status, status, "{body}");
        assert!(answer.problem().is_some(), "{}", answer.text());
    }
    let large = format!("{{\"app_name\":\"{}\"}}", "x".repeat(300_000));
    assert_eq!(send(&large, json).await.status, 413);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_method_or_path_has_the_shape_of_a_problem() {
    let desk = Desk::open().await;
    let (app, _) = desk.registered().await;
    for (method, path, allowed) in [
        (Method::GET, REGISTER, "POST"),
        (Method::DELETE, ME, "GET, PATCH"),
        (Method::GET, KEYS, "POST"),
    ] {
        let answer = desk.send(method, app, path).await;
        assert_eq!(answer.problem().as_deref(), Some("method_not_allowed"), "{path}");
        let mut allow: Vec<_> = answer.headers["allow"].to_str().unwrap().split(", ").collect();
        allow.sort_unstable();
        assert_eq!(allow.join(", "), allowed);
    }
    for path in ["/api/v1/applications/other", "/api/v1/applications/me/keys/short", "/"] {
        let answer = desk.send(Method::DELETE, app, path).await;
        assert_eq!(
            (answer.status, answer.problem().as_deref()),
            (404, Some("not_found")),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_or_with_that_of_nobody_there_is_no_application() {
    let desk = Desk::open().await;
    for (method, path) in [(Method::GET, ME), (Method::PATCH, ME), (Method::POST, KEYS)] {
        let answer =
            desk.request(method.clone(), path, None).json(&json!({})).send().await.unwrap();
        let answer = Answer::of(answer).await;
        assert_eq!(answer.problem().as_deref(), Some("unauthorized"), "{path}");
        let stranger = desk.request(method, path, Some(ApplicationId::fresh())).json(&json!({}));
        let answer = Answer::of(stranger.send().await.unwrap()).await;
        assert_eq!(answer.problem().as_deref(), Some("not_found"), "{path}");
    }
}
