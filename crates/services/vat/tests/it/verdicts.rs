//! The three ways in which a question is answered.

use std::time::Duration;

use parvis_events::vat::v1::{CompanyRejected, CompanyVerified};
use parvis_testkit::Setup;
use serde_json::json;
use tokio::net::TcpListener;

use crate::foreign::{Foreign, Script};
use crate::scene::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn the_old_example_answers_in_the_old_shape() {
    let scene = Scene::open().await;
    let answer = scene.verify("BE0477472701").await;
    assert_eq!(answer.status, 200);
    let body = answer.json();
    assert_eq!(body["success"], true);
    let data = &body["data"];
    assert_eq!(data["valid"], true);
    assert_eq!(data["vatNumber"], "0477472701");
    assert_eq!(data["companyName"], "SA ODOO");
    assert_eq!(data["companyAddress"], "Chaussée de Namur 40\n1367 Ramillies");
    assert_eq!(data["source"], "VIES");

    assert_eq!(data["countryCode"], "BE");
    assert_eq!((&data["status"], &data["reason"]), (&json!("valid"), &json!(null)));
    assert_eq!((&data["stale"], &data["vatConfirmed"]), (&json!(false), &json!(true)));
    assert_eq!(data["checkedAt"], "2026-01-05T09:00:00.000Z");
    assert_eq!(data["consultationNumber"], json!(null));
    let id = data["verificationId"].as_str().unwrap().to_owned();
    let fact = scene.vat.heard::<CompanyVerified>(|f| f.verification_id == id).await;
    assert_eq!((fact.vat_number.as_str(), fact.status.as_str()), ("0477472701", "valid"));
    assert_eq!((fact.country_code.as_str(), fact.reference.as_str()), ("BE", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_may_be_written_as_people_write_it() {
    let scene = Scene::open().await;
    let data = scene.told("  be 0477.472.701 ", 200).await;
    assert_eq!((&data["valid"], &data["vatNumber"]), (&json!(true), &json!("0477472701")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_member_state_does_not_disclose_is_null() {
    let scene = Scene::open().await;
    let data = scene.told("DE111222339", 200).await;
    assert_eq!(data["valid"], true);
    assert_eq!((&data["companyName"], &data["companyAddress"]), (&json!(null), &json!(null)));
    let data = scene.told("NL111222333B82", 200).await;
    assert_eq!(data["companyAddress"], "VOORBEELDSTRAAT 00010\n3011AA ROTTERDAM");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_cannot_be_is_refused_without_asking_anybody() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "drop": true })).await;
    for (number, reason, country, body) in [
        ("US123456789", "unknown_country", json!(null), "US123456789"),
        ("GB123456789", "unknown_country", json!(null), "GB123456789"),
        ("x", "unknown_country", json!(null), "X"),
        ("BE047747270", "check_digit", json!("BE"), "047747270"),
        ("BE04774727", "length", json!("BE"), "04774727"),
        ("BE0477A72701", "character", json!("BE"), "0477A72701"),
        ("FR12345678900", "check_digit", json!("FR"), "12345678900"),
        ("gr 12", "length", json!("EL"), "12"),
        ("éèà€", "unknown_country", json!(null), "éèà€"),
    ] {
        let data = scene.told(number, 200).await;
        assert_eq!(
            (&data["valid"], &data["status"]),
            (&json!(false), &json!("invalid")),
            "{number}"
        );
        assert_eq!(
            (&data["reason"], &data["source"]),
            (&json!(reason), &json!("OFFLINE")),
            "{number}"
        );
        assert_eq!(
            (&data["countryCode"], &data["vatNumber"]),
            (&country, &json!(body)),
            "{number}"
        );
    }
    let fact = scene.vat.heard::<CompanyRejected>(|f| f.reason == "length").await;
    assert_eq!(fact.source, "OFFLINE");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_vies_does_not_know_is_not_registered() {
    let scene = Scene::open().await;
    let data = scene.told("FR83404833048", 200).await;
    assert_eq!((&data["valid"], &data["reason"]), (&json!(false), &json!("not_registered")));
    assert_eq!(data["source"], "VIES");
    scene
        .vat
        .heard::<CompanyRejected>(|f| f.reason == "not_registered" && f.source == "VIES")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contested_check_digit_is_left_to_vies() {
    let scene = Scene::open().await;
    let data = scene.told("FRK8399859412", 200).await;
    assert_eq!((&data["reason"], &data["source"]), (&json!("not_registered"), &json!("VIES")));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_unknown_and_says_where_to_look() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    let answer = scene.verify("BE0477472701").await;
    assert_eq!(answer.status, 202);
    let data = &answer.json()["data"];
    assert_eq!((&data["valid"], &data["status"]), (&json!(null), &json!("unknown")));
    assert_eq!((&data["reason"], &data["source"]), (&json!("MS_UNAVAILABLE"), &json!(null)));
    let place = answer.headers["location"].to_str().unwrap();
    assert_eq!(scene.vat.get(scene.app, place).await.json()["data"], *data);
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_unknown_within_the_budget() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "latencyMs": 60_000 })).await;
    let data = scene.told("BE0477472701", 202).await;
    assert_eq!(data["reason"], "TIMEOUT");
    scene.fault("vies", json!({ "drop": true })).await;
    assert_eq!(scene.told("DE111222339", 202).await["reason"], "UNREACHABLE");
    scene.fault("vies", json!({ "status": 503 })).await;
    assert_eq!(scene.told("ESA11222338", 202).await["reason"], "SERVICE_UNAVAILABLE");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_look_up_of_the_requester_counts_within_the_budget() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let registry = format!("http://{}", silent.local_addr().unwrap());
    let setup = Setup::default().with("shared.addresses.registry", registry);
    let scene = Scene::patient(setup.with("vat.budget_ms", 1500)).await;
    // The look-up is given up after a second, and VIES would answer within a budget of its own.
    scene.fault("vies", json!({ "latencyMs": 1000 })).await;
    assert_eq!(scene.told("BE0477472701", 202).await["reason"], "TIMEOUT");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_that_passes_within_the_budget_is_not_seen() {
    let scene = Scene::patient(Setup::default()).await;
    scene.fault("vies", json!({ "error": "MS_MAX_CONCURRENT_REQ" })).await;
    let asking = scene.told("BE0477472701", 200);
    let mending = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        scene.mend().await;
    };
    let (data, ()) = tokio::join!(asking, mending);
    assert_eq!(data["valid"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn vies_is_left_alone_once_it_refuses_our_address() {
    let blocked = r#"{"actionSucceed":false,"errorWrappers":[{"error":"IP_BLOCKED"}]}"#;
    let foreign = Foreign::playing(|_| Script::http("200 OK", blocked)).await;
    for number in ["BE0477472701", "DE111222339"] {
        let answer = foreign.verify(number).await;
        assert_eq!(
            (answer.status, answer.json()["data"]["reason"].clone()),
            (202, json!("IP_BLOCKED"))
        );
    }
    assert_eq!(foreign.questions(), 1);
    foreign.stop().await;
}
