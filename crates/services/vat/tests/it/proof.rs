//! The consultation number: the proof that VIES gives to a named requester.

use std::time::Duration;

use parvis_events::vat::v1::CompanyVerified;
use parvis_kernel::ApplicationId;
use serde_json::json;

use crate::foreign::{Foreign, Script};
use crate::scene::{Scene, VERIFY};

#[tokio::test(flavor = "multi_thread")]
async fn an_application_with_a_vat_number_gets_a_consultation_number() {
    let scene = Scene::open().await;
    scene.provider("FR51111222444");
    let data = scene.told("BE0477472701", 200).await;
    let number = data["consultationNumber"].as_str().unwrap().to_owned();
    assert_eq!(number.len(), 16);
    scene.vat.heard::<CompanyVerified>(|f| f.consultation_number == number).await;
    let proofs = "SELECT COUNT(*) FROM evidence WHERE requester = 'FR51111222444' \
        AND source = 'VIES' AND length(sha256) = 64";
    assert_eq!(scene.number(proofs).await, 1);
    let again = scene.told("BE0477472701", 200).await;
    assert_eq!(again["consultationNumber"], number);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_requester_there_is_no_consultation_number() {
    let scene = Scene::open().await;
    assert_eq!(scene.told("BE0477472701", 200).await["consultationNumber"], json!(null));
    scene.provider("not a number");
    assert_eq!(scene.told("DE111222339", 200).await["consultationNumber"], json!(null));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_applications_proof_is_not_another_applications() {
    let scene = Scene::open().await;
    scene.provider("FR51111222444");
    let mine = scene.told("BE0477472701", 200).await;
    let other = ApplicationId::fresh();
    let theirs = scene.vat.post(other, VERIFY, &json!({ "vatNumber": "BE0477472701" })).await;
    let theirs = &theirs.json()["data"];
    assert_ne!(theirs["verificationId"], mine["verificationId"]);
    assert_eq!(theirs["consultationNumber"], json!(null));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_was_added_later_is_used_for_the_next_proof() {
    let scene = Scene::open().await;
    assert_eq!(scene.told("BE0477472701", 200).await["consultationNumber"], json!(null));
    scene.provider("FR51111222444");
    for _ in 0..100 {
        if scene.told("BE0477472701", 200).await["consultationNumber"].is_string() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the new requester was not seen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_requester_that_vies_refuses_costs_the_proof_and_not_the_verdict() {
    let refused = r#"{"actionSucceed":false,"errorWrappers":[{"error":"INVALID_REQUESTER_INFO"}]}"#;
    let valid = r#"{"valid":true,"countryCode":"BE","vatNumber":"0477472701","requestIdentifier":"WAPIAAAAZNgfuVoL"}"#;
    let foreign = Foreign::playing(|question| {
        let named =
            question.contains(r#""requesterMemberStateCode":"FR","requesterNumber":"51111222444""#);
        Script::http("200 OK", if named { refused } else { valid })
    })
    .await;
    foreign.provider("FR51111222444");
    for _ in 0..2 {
        let data = foreign.verify("BE0477472701").await.json()["data"].clone();
        assert_eq!((&data["valid"], &data["consultationNumber"]), (&json!(true), &json!(null)));
    }
    assert_eq!(foreign.questions(), 2);
    foreign.stop().await;
}
