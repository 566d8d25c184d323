//! What is not accepted, with the place of each fault; nothing of it is written.

use std::time::Duration;

use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::office::{CREATE, Office, faults};
use crate::sample::order;

/// Each wrong value, where it is put, and the code of its fault.
fn wrong() -> Vec<(&'static str, Value, &'static str)> {
    let long = |n: usize| json!("é".repeat(n));
    vec![
        ("/companyData", Value::Null, "required"),
        ("/companyData", json!("SA ODOO"), "type"),
        ("/companyData", json!([]), "type"),
        ("/companyData/companyName", json!(null), "required"),
        ("/companyData/companyName", json!(""), "required"),
        ("/companyData/companyName", json!(" \t "), "required"),
        ("/companyData/companyName", json!(12), "type"),
        ("/companyData/companyName", json!({ "fr": "SA ODOO" }), "type"),
        ("/companyData/companyName", long(201), "too_long"),
        ("/companyData/companyName", json!("SA\u{0}ODOO"), "control_character"),
        ("/companyData/companyName", json!("SA\r\nODOO"), "control_character"),
        ("/companyData/companyName", json!("SA\u{202e}ODOO"), "control_character"),
        ("/companyData/legalForm", json!(true), "type"),
        ("/companyData/legalForm", long(100_000), "too_long"),
        ("/companyData/capital", json!(10_000), "type"),
        ("/companyData/capital", json!("-1"), "format"),
        ("/companyData/capital", json!("1e9"), "format"),
        ("/companyData/capital", json!("9".repeat(400)), "out_of_range"),
        ("/companyData/companyAddress", json!(""), "required"),
        ("/companyData/companyAddress", long(401), "too_long"),
        ("/companyData/companyAddress", json!("x\n".repeat(9)), "too_long"),
        ("/companyData/companyAddress", json!("rue\tdu Port"), "control_character"),
        ("/companyData/vatNumber", json!(""), "required"),
        ("/companyData/vatNumber", json!(477_472_701), "type"),
        ("/companyData/vatNumber", json!("BE0477472702"), "check_digit"),
        ("/companyData/siret", json!("73282932000075"), "check_digit"),
        ("/companyData/siret", json!(73_282_932_000_074_u64), "type"),
        ("/subscriptionType", json!(null), "required"),
        ("/subscriptionType", json!("Industriel"), "unknown_value"),
        ("/duration", json!(36), "type"),
        ("/duration", json!("0"), "out_of_range"),
        ("/duration", json!("121"), "out_of_range"),
        ("/duration", json!("trente-six"), "out_of_range"),
        ("/options", json!("sms"), "type"),
        ("/options/afretIA", json!("true"), "type"),
        ("/options/sms", json!(1), "type"),
        ("/representative", json!(""), "required"),
        ("/representative", long(201), "too_long"),
        ("/representative", json!("Nom\u{7}"), "control_character"),
        ("/paymentMethod", json!("cash"), "unknown_value"),
        ("/paymentMethod", json!(["card"]), "type"),
    ]
}

async fn send(office: &Office, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = office.request(Method::POST, CREATE, Some(office.application));
    Answer::of(request.header("content-type", kind).body(body).send().await.unwrap()).await
}

async fn nothing_is_written(office: &Office) {
    for table in ["contract", "document", "contract_order", "work", "outbox", "idempotency"] {
        assert_eq!(office.count(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    assert_eq!(office.said().await.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_field_is_named_and_nothing_is_written() {
    let office = Office::open().await;
    for (pointer, value, code) in wrong() {
        let mut order = order();
        order["companyData"]["siret"] = Value::Null;
        *order.pointer_mut(pointer).unwrap() = value.clone();
        let request = office.request(Method::POST, CREATE, Some(office.application));
        let request = request.header("idempotency-key", "one").json(&order);
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.status, 422, "{pointer} {}", answer.text());
        assert_eq!(answer.problem().as_deref(), Some("invalid"));
        assert_eq!(faults(&answer), [(pointer.to_owned(), code.to_owned())], "{pointer}");
    }
    nothing_is_written(&office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_faults_of_an_order_are_told_together() {
    let office = Office::open().await;
    let body = json!({ "companyData": { "capital": 1 }, "duration": "0", "options": { "sms": 1 } });
    let told = faults(&office.create(&body).await);
    let pointers: Vec<_> = told.iter().map(|(pointer, _)| pointer.as_str()).collect();
    let expected = [
        "/companyData/companyName",
        "/companyData/legalForm",
        "/companyData/capital",
        "/companyData/companyAddress",
        "/companyData/vatNumber",
        "/subscriptionType",
        "/duration",
        "/options/sms",
        "/representative",
        "/paymentMethod",
    ];
    assert_eq!(pointers, expected);
    nothing_is_written(&office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_order_at_all_is_refused() {
    let office = Office::open().await;
    let json = "application/json";
    for (kind, body, status, code) in [
        (json, "{".into(), 400, "unparsable"),
        (json, String::new(), 400, "unparsable"),
        (json, "{\"companyData\":{}} x".into(), 400, "unparsable"),
        (json, "[".repeat(10_000), 400, "unparsable"),
        (json, "null".into(), 422, "invalid"),
        (json, "[]".into(), 422, "invalid"),
        (json, "\"contrat\"".into(), 422, "invalid"),
        ("text/xml", "<order/>".into(), 415, "unsupported_media_type"),
        ("application/x-www-form-urlencoded", "a=b".into(), 415, "unsupported_media_type"),
        (json, " ".repeat(300 * 1024), 413, "too_large"),
    ] {
        let answer = send(&office, kind, body.clone()).await;
        let start: String = body.chars().take(20).collect();
        assert_eq!(answer.status, status, "{start} {}", answer.text());
        assert_eq!(answer.problem().as_deref(), Some(code), "{start}");
    }
    let answer = send(&office, json, vec![b'"', 0xff, 0xfe, b'"']).await;
    assert_eq!((answer.status, answer.problem().as_deref()), (400, Some("unparsable")));
    nothing_is_written(&office).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_method_is_told_which_ones_there_are() {
    let office = Office::open().await;
    let contract = "/api/onboarding/contract/ctr_019a8c3e5f7b7d20a1b2c3d4e5f60718";
    let pdf = format!("{contract}/pdf");
    for (method, path, allowed) in [
        (Method::GET, CREATE, "POST"),
        (Method::PUT, CREATE, "POST"),
        (Method::DELETE, contract, "GET, HEAD"),
        (Method::POST, pdf.as_str(), "GET, HEAD"),
    ] {
        let request = office.request(method, path, Some(office.application));
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.status, 405, "{path}");
        assert_eq!(answer.problem().as_deref(), Some("method_not_allowed"));
        let mut allow: Vec<_> = answer.headers["allow"].to_str().unwrap().split(", ").collect();
        allow.sort_unstable();
        assert_eq!(allow.join(", "), allowed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_key_is_turned_away_before_anything_is_read() {
    let office = Office::open().await;
    let client = parvis_chassis::upstream::client(Duration::from_secs(10)).unwrap();
    let address = format!("{}{CREATE}", office.url);
    let contract = "/api/onboarding/contract/ctr_019a8c3e5f7b7d20a1b2c3d4e5f60718";
    for request in [
        client.post(&address).json(&order()),
        client.post(&address).body("{"),
        client.post(&address).bearer_auth("garbage").json(&order()),
        client.get(format!("{}{contract}", office.url)),
        office.request(Method::POST, CREATE, None).json(&order()),
        office.request(Method::POST, CREATE, None).body("{"),
        office.request(Method::GET, contract, None),
        office.peer_request(Method::POST, CREATE).json(&order()),
    ] {
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.status, 401, "{}", answer.text());
        assert_eq!(answer.problem().as_deref(), Some("unauthorized"));
    }
    nothing_is_written(&office).await;
}
