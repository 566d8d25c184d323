//! Several who ask about the same number at once share the question, and each has proof of his own.

use std::time::Duration;

use parvis_events::vat::v1::{CompanyVerified, VerifyCompany};
use parvis_kernel::{ApplicationId, VerificationId};
use parvis_testkit::Setup;
use serde_json::json;

use crate::scene::{Scene, VERIFY};

/// The verifications that rest on evidence of their own.
const PROVED: &str = "SELECT COUNT(*) FROM verification v JOIN evidence e \
    ON e.id = v.evidence AND e.verification = v.id";

#[tokio::test(flavor = "multi_thread")]
async fn two_applications_that_ask_at_once_are_both_answered() {
    let scene = Scene::open().await;
    scene.fault("vies", json!({ "latencyMs": 100 })).await;
    let body = json!({ "vatNumber": "BE0477472701" });
    let other = scene.vat.post(ApplicationId::fresh(), VERIFY, &body);
    let (mine, other) = tokio::join!(scene.told("BE0477472701", 200), other);
    assert_eq!(other.status, 200, "{}", other.text());
    let other = &other.json()["data"];
    assert_eq!((&mine["valid"], &other["valid"]), (&json!(true), &json!(true)));
    assert_ne!(mine["verificationId"], other["verificationId"]);
    assert_eq!(scene.number(PROVED).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_asks_while_an_order_is_pursued_is_answered_too() {
    let scene = Scene::patient(Setup::default()).await;
    scene.fault("vies", json!({ "latencyMs": 1000 })).await;
    let order = VerifyCompany {
        verification_id: VerificationId::fresh().to_string(),
        application_id: ApplicationId::fresh().to_string(),
        reference: "an order".to_owned(),
        vat_number: "BE0477472701".to_owned(),
    };
    scene.vat.say("orderer", ("one", 1), &order).await;
    for _ in 0..200 {
        if scene.number("SELECT COUNT(*) FROM work WHERE attempts > 0").await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(scene.told("BE0477472701", 200).await["valid"], true);
    scene.vat.heard::<CompanyVerified>(|f| f.verification_id == order.verification_id).await;
    assert_eq!(scene.number(PROVED).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_who_asks_while_his_own_question_is_pursued_gets_its_verdict() {
    let scene = Scene::patient(Setup::default()).await;
    scene.fault("vies", json!({ "error": "VAT_BLOCKED" })).await;
    let open = scene.told("BE0477472701", 202).await;
    scene.fault("vies", json!({ "latencyMs": 500 })).await;
    scene.vat.clock.advance(Duration::from_mins(1));
    let told = scene.told("BE0477472701", 200).await;
    assert_eq!(
        (&told["verificationId"], &told["status"]),
        (&open["verificationId"], &json!("valid"))
    );
    assert_eq!((scene.number(PROVED).await, scene.rows().await[..2].to_vec()), (1, vec![1, 1]));
}
