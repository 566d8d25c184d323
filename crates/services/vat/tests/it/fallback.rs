//! Sirene, where VIES does not answer for a French number.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parvis_events::vat::v1::{CompanyRejected, CompanyVerified};
use parvis_testkit::Setup;
use serde_json::json;

use crate::foreign::{Foreign, Script};
use crate::scene::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn an_active_company_is_confirmed_by_sirene_and_by_vies_later() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    let data = scene.told("FR21111222337", 200).await;
    assert_eq!((&data["valid"], &data["status"]), (&json!(true), &json!("company_confirmed")));
    assert_eq!((&data["source"], &data["vatConfirmed"]), (&json!("INSEE"), &json!(false)));
    assert_eq!(data["companyName"], "TRANSPORTS DE DEMONSTRATION");
    assert_eq!(data["companyAddress"], "12 RUE DES EXEMPLES\n69002 LYON 2EME");
    let id = data["verificationId"].as_str().unwrap();
    scene.vat.heard::<CompanyVerified>(|f| f.status == "company_confirmed").await;

    scene.mend().await;
    scene.vat.clock.advance(Duration::from_mins(1));
    let fact = scene.vat.heard::<CompanyVerified>(|f| f.status == "valid").await;
    assert_eq!((fact.verification_id.as_str(), fact.source.as_str()), (id, "VIES"));
    let data = scene.told("FR21111222337", 200).await;
    assert_eq!((&data["status"], &data["vatConfirmed"]), (&json!("valid"), &json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_company_may_prove_not_to_be_registered() {
    let answering = Arc::new(AtomicBool::new(false));
    let vies = answering.clone();
    let foreign = Foreign::playing(move |question| {
        let sirene = r#"{"etablissements":[{"siren":"552081317","uniteLegale":{"etatAdministratifUniteLegale":"A"}}]}"#;
        let refused = r#"{"valid":false,"countryCode":"FR","vatNumber":"03552081317"}"#;
        match (question.starts_with("GET"), vies.load(Ordering::SeqCst)) {
            (true, _) => Script::http("200 OK", sirene),
            (false, true) => Script::http("200 OK", refused),
            (false, false) => Script::http("503 Service Unavailable", ""),
        }
    })
    .await;
    let data = foreign.verify("FR03552081317").await.json()["data"].clone();
    assert_eq!(data["status"], "company_confirmed");
    answering.store(true, Ordering::SeqCst);
    foreign.vat.clock.advance(Duration::from_mins(1));
    let fact = foreign.vat.heard::<CompanyRejected>(|f| f.reason == "not_registered").await;
    assert_eq!(data["verificationId"], fact.verification_id);
    foreign.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_that_is_not_diffused_is_confirmed_without_its_name() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "drop": true })).await;
    let data = scene.told("FR71111222774", 200).await;
    assert_eq!((&data["valid"], &data["companyName"]), (&json!(true), &json!(null)));
    assert_eq!(data["companyAddress"], "NANTES");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_that_has_ceased_is_not_confirmed() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "TIMEOUT" })).await;
    let data = scene.told(&french("111222667"), 202).await;
    assert_eq!((&data["valid"], &data["reason"]), (&json!(null), &json!("TIMEOUT")));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_answer_of_sirene_a_french_number_is_unknown() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    for fault in [
        json!({ "status": 429 }),
        json!({ "status": 401 }),
        json!({ "status": 503 }),
        json!({ "drop": true }),
        json!({ "latencyMs": 60_000 }),
    ] {
        scene.fault("sirene", fault).await;
        assert_eq!(scene.told("FR21111222337", 202).await["reason"], "MS_UNAVAILABLE");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_may_want_nothing_but_vies() {
    let scene = Scene::with(Setup::default().with("vat.company_confirmed", false)).await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    assert_eq!(scene.told("FR21111222337", 202).await["status"], "unknown");
}

/// The French number of a company.
fn french(siren: &str) -> String {
    let siren = parvis_vatid::Siren::parse(siren).unwrap();
    parvis_vatid::VatNumber::from_siren(siren).canonical()
}
