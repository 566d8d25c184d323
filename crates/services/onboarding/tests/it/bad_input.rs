//! What is not right is refused in the one agreed shape, nothing is written, and nothing about the
//! inside is said.

use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::House;

const START: &str = "/api/v1/onboarding/start";
const PROVISION: &str = "/api/v1/onboarding/provision";
const SUBMIT: &str = "/api/onboarding/submit";
const UNKNOWN: &str = "0190a000-0000-7000-8000-000000000000";

/// The fields at fault: pointer and code.
fn fields(answer: &Answer) -> Vec<(String, String)> {
    let body = answer.json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fields = body["error"]["fields"].as_array().cloned().unwrap_or_default();
    fields.iter().map(|field| (text(&field["pointer"]), text(&field["code"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_not_right_is_named() {
    let house = House::open().await;
    let uuid = house.activated().await;
    let complete = format!("/api/v1/onboarding/{uuid}/complete");
    let cancel = format!("/api/v1/onboarding/{uuid}/cancel");
    let (long, far) = ("x".repeat(201), "x".repeat(600));
    for (path, body, pointer, code) in [
        (START, json!({}), "/email", "required"),
        (START, json!({"email": null}), "/email", "required"),
        (START, json!({"email": " "}), "/email", "required"),
        (START, json!({"email": 3}), "/email", "type"),
        (START, json!({"email": "admin"}), "/email", "format"),
        (START, json!({"email": "a\u{0}b@example.com"}), "/email", "control_character"),
        (START, json!({"email": format!("{long}@{long}.io")}), "/email", "too_long"),
        (START, json!({"email": "a@b.io", "organization_name": 3}), "/organization_name", "type"),
        (
            START,
            json!({"email": "a@b.io", "organization_name": long}),
            "/organization_name",
            "too_long",
        ),
        (
            START,
            json!({"email": "a@b.io", "organization_name": "a\u{202e}b"}),
            "/organization_name",
            "control_character",
        ),
        (PROVISION, json!({}), "/uuid", "required"),
        (PROVISION, json!({"uuid": 3}), "/uuid", "type"),
        (PROVISION, json!({"uuid": "x"}), "/uuid", "format"),
        (PROVISION, json!({"uuid": far}), "/uuid", "format"),
        (PROVISION, json!({"uuid": uuid, "generate_api_key": "yes"}), "/generate_api_key", "type"),
        (&complete, json!({}), "/tenant_id", "required"),
        (&complete, json!({"tenant_id": 3}), "/tenant_id", "type"),
        (&complete, json!({"tenant_id": far}), "/tenant_id", "too_long"),
        (&complete, json!({"tenant_id": "t", "metadata": "x"}), "/metadata", "type"),
        (&cancel, json!({"reason": 3}), "/reason", "type"),
        (&cancel, json!({"reason": far}), "/reason", "too_long"),
    ] {
        let answer = house.post(path, &body).await;
        assert_eq!(answer.status, 422, "{path} {body}: {}", answer.text());
        assert_eq!(answer.problem().as_deref(), Some("invalid"));
        let expected = [(pointer.to_owned(), code.to_owned())];
        assert_eq!(fields(&answer), expected, "{path} {body}");
    }
    assert_eq!(house.status(&uuid).await["onboarding_status"], "activated", "nothing was done");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_faults_are_told_together() {
    let house = House::open().await;
    let answer = house.post(START, &json!({"email": 3, "organization_name": []})).await;
    assert_eq!(fields(&answer).len(), 2);
    let answer = house.post(SUBMIT, &json!({"phone": "call me"})).await;
    let pointers: Vec<String> = fields(&answer).into_iter().map(|(pointer, _)| pointer).collect();
    for pointer in ["/companyData", "/subscriptionType", "/duration", "/representative"] {
        assert!(pointers.iter().any(|told| told == pointer), "{pointer} in {pointers:?}");
    }
    for pointer in ["/paymentMethod", "/email", "/phone"] {
        assert!(pointers.iter().any(|told| told == pointer), "{pointer} in {pointers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_json_object_is_refused() {
    let house = House::open().await;
    let uuid = house.started().await;
    let complete = format!("/api/v1/onboarding/{uuid}/complete");
    let cancel = format!("/api/v1/onboarding/{uuid}/cancel");
    let send = async |path: &str, kind: &str, body: String| {
        let request = house.running.request(Method::POST, path, Some(house.application));
        let request = request.header("content-type", kind).body(body);
        Answer::of(request.send().await.unwrap()).await
    };
    for path in [START, PROVISION, SUBMIT, &complete, &cancel] {
        let json = "application/json";
        let unparsable = send(path, json, "{".to_owned()).await;
        assert_eq!(unparsable.problem().as_deref(), Some("unparsable"), "{path}");
        assert_eq!(unparsable.status, 400);
        assert_eq!(send(path, json, "[]".to_owned()).await.status, 422, "{path}");
        assert_eq!(send(path, "text/csv", "{}".to_owned()).await.status, 415, "{path}");
        let large = send(path, json, format!("{{\"a\":\"{}\"}}", "x".repeat(300_000))).await;
        assert_eq!(large.problem().as_deref(), Some("too_large"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_onboarding_and_one_of_another_application_are_the_same() {
    let house = House::open().await;
    let uuid = house.started().await;
    let stranger = parvis_kernel::ApplicationId::fresh();
    for path in ["/api/v1/onboarding/{}/complete", "/api/v1/onboarding/{}/cancel", PROVISION] {
        let mut bodies = Vec::new();
        for id in [uuid.as_str(), UNKNOWN] {
            let body = json!({"uuid": id, "tenant_id": "t"});
            let answer = house.running.post(stranger, &path.replace("{}", id), &body).await;
            assert_eq!(answer.status, 404, "{path}");
            let mut body = answer.json();
            body["instance"] = Value::Null;
            bodies.push(body);
        }
        assert_eq!(bodies[0], bodies[1]);
    }
    assert_eq!(house.status(&uuid).await["onboarding_status"], "pending");
    for id in ["x", "..%2f", &"a".repeat(3000)] {
        let answer = house.get(&format!("/api/v1/onboarding/status/{id}")).await;
        assert_eq!(answer.problem().as_deref(), Some("not_found"), "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_method_or_nobody_is_refused() {
    let house = House::open().await;
    for (method, path) in [
        (Method::GET, START),
        (Method::DELETE, PROVISION),
        (Method::POST, "/api/v1/onboardings"),
        (Method::PUT, SUBMIT),
    ] {
        let request = house.running.request(method, path, Some(house.application));
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!((answer.status, answer.problem().is_some()), (405, true), "{path}");
        assert!(answer.headers.contains_key("allow"), "{path}");
    }
    for (method, path) in [
        (Method::GET, "/api/v1/onboardings".to_owned()),
        (Method::POST, START.to_owned()),
        (Method::GET, format!("/api/v1/onboarding/status/{UNKNOWN}")),
    ] {
        let request = house.running.request(method, &path, None).json(&json!({}));
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.problem().as_deref(), Some("unauthorized"), "{path}");
    }
    let mail = format!("/internal/mails/{UNKNOWN}?template=onboarding_ready");
    assert_eq!(house.get(&mail).await.status, 404, "an application is no service");
}
