//! What can go wrong on a client's way, and how it goes on or ends.

use std::time::Duration;

use parvis_events::Payload as _;
use parvis_events::contract::v1::{CancelContract, ContractSigned};
use parvis_events::mailer::v1::{MailFailed, SendMail};
use parvis_events::onboarding::v1::{OnboardingCancelled, OnboardingFailed};
use parvis_events::signature::v1::SignatureCompleted;
use serde_json::{Value, json};

use crate::clients::Client;
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_that_cannot_be_written_fails_the_journey_with_its_reason() {
    let client = Client::submitted().await;
    client.verified().await;
    client.refused("provider_incomplete").await;
    let status = client.house.until(&client.uuid, |s| s["onboarding_status"] == "failed").await;
    assert_eq!(status["step"], "contract");
    assert_eq!(
        status["error"],
        json!({
            "code": "provider_incomplete",
            "hint": "Set the provider data of the application.",
            "next_retry_at": null,
        })
    );
    let failed = |m: &OnboardingFailed| m.onboarding_id == client.uuid;
    assert_eq!(client.house.running.heard(failed).await.code, "provider_incomplete");
    let withdrawn =
        client.house.running.said().await.iter().any(|e| e.kind == CancelContract::TYPE);
    assert!(!withdrawn, "there is nothing to withdraw");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_is_asked_for_once_it_is_known_who_asks() {
    let client = Client::submitted().await;
    let path = format!("/internal/applications/{}", client.house.application);
    client.house.running.neighbour.tell(&path, &json!({"app_name": 3}));
    client.verified().await;
    client.generated().await;
    let waits = |s: &Value| House::step(s, "signature")["error"]["code"] == "unavailable";
    client.house.until(&client.uuid, waits).await;
    client
        .house
        .running
        .neighbour
        .tell(&path, &json!({"app_name": "Application", "provider": null}));
    client.house.running.clock.advance(Duration::from_secs(1));
    let collect = client.requested().await;
    assert_eq!(collect.requester, "Application", "without a provider the application asks");
    assert_eq!(collect.reference, format!("{}/signature/2", client.uuid));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_given_up_holds_nothing_back() {
    let client = Client::submitted().await;
    client.verified().await;
    client.generated().await;
    client.requested().await;
    client.signed().await;
    let mail = client.house.running.heard::<SendMail>(|m| m.owner_id == client.uuid).await;
    let fact = MailFailed {
        mail_id: mail.mail_id.clone(),
        application_id: mail.application_id,
        reference: mail.reference,
        template: mail.template,
        code: "550".into(),
    };
    client.house.running.say("elsewhere", (&mail.mail_id, 1), &fact).await;
    let skipped = |s: &Value| House::step(s, "notify")["state"] == "skipped";
    let status = client.house.until(&client.uuid, skipped).await;
    assert_eq!(House::step(&status, "notify")["error"]["code"], "mail_failed");
    assert_eq!(status["onboarding_status"], "activated");
    assert_eq!(client.house.complete(&client.uuid, "tenant_1").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_that_nobody_gives_fails_the_journey_in_the_end() {
    let client = Client::submitted().await;
    client.verified().await;
    client.generated().await;
    client.requested().await;
    client.house.running.clock.advance(Duration::from_hours(90 * 24));
    let status = client.house.until(&client.uuid, |s| s["onboarding_status"] == "failed").await;
    assert_eq!(
        (&status["step"], &status["error"]["code"]),
        (&json!("signature"), &json!("step_timeout"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_whose_service_is_silent_is_accepted_all_the_same() {
    let client = Client::open().await;
    let answer = client.house.post("/api/onboarding/submit", &crate::clients::order()).await;
    assert_eq!(answer.status, 202, "after a moment of waiting");
    assert_eq!(answer.json()["data"]["status"], "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_that_turns_out_to_be_signed_is_not_waited_for_when_it_is_taken_back() {
    let client = Client::submitted().await;
    client.verified().await;
    let generate = client.generated().await;
    let collect = client.requested().await;
    let cancel = format!("/api/v1/onboarding/{}/cancel", client.uuid);
    assert_eq!(client.house.post(&cancel, &json!({})).await.status, 200);
    let completed = SignatureCompleted {
        signature_id: collect.signature_id.clone(),
        application_id: collect.application_id.clone(),
        reference: collect.reference,
        ..SignatureCompleted::default()
    };
    client.house.running.say("elsewhere", (&collect.signature_id, 2), &completed).await;
    let asked = client.house.running.heard::<CancelContract>(|_| true).await;
    let signed = ContractSigned {
        contract_id: asked.contract_id,
        application_id: asked.application_id,
        reference: asked.reference,
        ..ContractSigned::default()
    };
    client.house.running.say("elsewhere", (&generate.contract_id, 3), &signed).await;
    let stands = |s: &Value| House::step(s, "reservation")["state"] == "failed";
    let status = client.house.until(&client.uuid, stands).await;
    assert_eq!(House::step(&status, "reservation")["error"]["code"], "contract_signed");
    client.house.running.heard::<OnboardingCancelled>(|m| m.onboarding_id == client.uuid).await;
}
