//! What is unknown is asked again until VIES answers.

use std::time::Duration;

use parvis_events::vat::v1::{CompanyVerified, VerificationPending};
use parvis_kernel::Timestamp;
use serde_json::json;

use crate::scene::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_number_is_verified_once_vies_answers() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    let data = scene.told("BE0477472701", 202).await;
    let id = data["verificationId"].as_str().unwrap();
    let pending = scene.vat.heard::<VerificationPending>(|f| f.verification_id == id).await;
    assert_eq!(pending.reason, "MS_UNAVAILABLE");
    let next = parvis_events::instant(pending.next_try_at.as_ref());
    assert_eq!(next, Timestamp::parse("2026-01-05T09:01:00Z").unwrap());

    scene.mend().await;
    scene.vat.clock.advance(Duration::from_mins(1));
    let fact = scene.vat.heard::<CompanyVerified>(|f| f.verification_id == id).await;
    assert_eq!((fact.company_name.as_str(), fact.source.as_str()), ("SA ODOO", "VIES"));
    assert_eq!(scene.becomes("BE0477472701", "valid").await["verificationId"], id);
    assert_eq!(scene.stored("BE0477472701").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_again_during_an_outage_follows_the_same_verification() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    let first = scene.told("BE0477472701", 202).await;
    let rows = scene.rows().await;
    scene.fault("vies", json!({ "error": "SERVER_BUSY" })).await;
    let second = scene.told("BE0477472701", 202).await;
    assert_eq!(second["verificationId"], first["verificationId"]);
    assert_eq!(second["reason"], "SERVER_BUSY");
    scene.mend().await;
    let third = scene.told("BE0477472701", 200).await;
    assert_eq!(third["verificationId"], first["verificationId"]);
    let [verification, evidence, work, streams] = rows[..] else { panic!("{rows:?}") };
    assert_eq!(scene.rows().await, [verification, evidence + 1, work - 1, streams]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_verdict_is_shown_as_stale_while_vies_does_not_answer() {
    let scene = Scene::open().await;
    let first = scene.told("BE0477472701", 200).await;
    scene.vat.clock.advance(Duration::from_hours(25));
    scene.fault("vies", json!({ "error": "MS_UNAVAILABLE" })).await;
    let stale = scene.told("BE0477472701", 200).await;
    assert_eq!((&stale["valid"], &stale["stale"]), (&json!(true), &json!(true)));
    assert_eq!(stale["checkedAt"], first["checkedAt"]);
    assert_eq!(stale["verificationId"], first["verificationId"]);
    scene.vat.heard::<VerificationPending>(|f| f.reason == "MS_UNAVAILABLE").await;

    scene.vat.clock.advance(Duration::from_hours(30 * 24));
    assert_eq!(scene.told("BE0477472701", 202).await["status"], "unknown");
}
