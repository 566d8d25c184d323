//! A client from its order to its space, driven by what the other services say.

use std::time::Duration;

use parvis_events::contract::v1::{CancelContract, ContractCancelled};
use parvis_events::mailer::v1::SendMail;
use parvis_events::onboarding::v1::{OnboardingFailed, TenantActivated};
use parvis_events::registry::v1::RegisterApiKey;
use parvis_events::signature::v1::{SignatureVoided, VoidSignature};
use parvis_events::vat::v1::VerificationPending;
use reqwest::Method;
use serde_json::{Value, json};

use crate::clients::{Client, order, with};

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_accepted_once_its_contract_can_be_looked_up() {
    let client = Client::open().await;
    let body = order();
    let call = client.house.post("/api/onboarding/submit", &body);
    let (answer, ()) = tokio::join!(call, client.reserve());
    assert_eq!(answer.status, 202, "{}", answer.text());
    let told = answer.json();
    let data = &told["data"];
    assert_eq!((&told["success"], &data["status"]), (&json!(true), &json!("pending")));
    assert_eq!(data["subdomain"], "ateliers-du-parvis");
    let contract = data["contractId"].as_str().unwrap();
    assert!(contract.starts_with("ctr_"));
    assert_eq!(data["contractUrl"], format!("/api/onboarding/contract/{contract}"));
    let uuid = data["onboardingId"].as_str().unwrap();
    let status = client.house.status(uuid).await;
    let place = [&status["journey"], &status["step"], &status["waiting_on"]];
    assert_eq!(place, [&json!("client"), &json!("company"), &json!("system")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_verified_signs_and_gets_a_space() {
    let client = Client::submitted().await;
    let verify = client.verified().await;
    assert_eq!(verify.vat_number, "FR61130030133");
    let generate = client.generated().await;
    let (ordered, proof) = (generate.order.unwrap(), generate.vat_proof.unwrap());
    assert_eq!(ordered.company_name, "Ateliers du Parvis");
    assert_eq!((ordered.capital_cents, ordered.duration_months), (1_000_000, 36));
    assert_eq!(ordered.address_lines, ["12 rue du Port", "76600 Le Havre"]);
    assert_eq!(ordered.siret, "13003013300016");
    assert_eq!((proof.source.as_str(), proof.status.as_str()), ("VIES", "valid"));
    assert_eq!(proof.consultation_number, "WAPIAAAA");
    assert_eq!(
        parvis_events::instant(proof.checked_at.as_ref()).to_string(),
        "2026-01-05T09:00:00.000Z"
    );

    let collect = client.requested().await;
    assert_eq!(collect.requester, "Prestataire de démonstration SAS");
    let signer = collect.signer.unwrap();
    assert_eq!(signer.name, "Signataire de démonstration - Direction");
    assert_eq!((signer.email.as_str(), signer.locale.as_str()), ("client@example.com", "fr"));
    assert_eq!(collect.document.unwrap().sha256, "ab".repeat(32));
    let status = client.house.until(&client.uuid, |status| status["waiting_on"] == "signer").await;
    assert_eq!(status["onboarding_status"], "pending");
    let early = client.house.provision(&client.uuid, "0").await;
    assert_eq!(early.problem().as_deref(), Some("onboarding_state"), "not before the signature");

    client.signed().await;
    let activated = |m: &TenantActivated| m.onboarding_id == client.uuid;
    client.house.running.heard::<TenantActivated>(activated).await;
    let mail = client.house.running.heard::<SendMail>(|m| m.owner_id == client.uuid).await;
    assert_eq!((mail.template.as_str(), mail.owner.as_str()), ("onboarding_ready", "onboarding"));
    let replay = client.house.provision(&client.uuid, "20").await;
    assert_eq!((replay.status, &replay.json()["metadata"]["is_idempotent"]), (200, &json!(true)));
    assert_eq!(client.house.complete(&client.uuid, "tenant_1").await.status, 200);
    client.mailed(&mail).await;
    let done = |status: &Value| crate::house::House::step(status, "notify")["state"] == "done";
    client.house.until(&client.uuid, done).await;
    let found = client.house.get("/api/v1/onboardings?siret=130%20030%20133%2000016").await.json();
    assert_eq!(found["data"][0]["uuid"], client.uuid);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mailer_reads_what_the_mail_says() {
    let client = Client::submitted().await;
    let path = format!("/internal/mails/{}?template=onboarding_ready", client.uuid);
    let request = client.house.running.peer_request(Method::GET, &path);
    let answer = parvis_testkit::Answer::of(request.send().await.unwrap()).await;
    assert_eq!(
        answer.json(),
        json!({
            "to": {"email": "client@example.com", "name": "Signataire de démonstration"},
            "locale": "fr",
            "values": {
                "organization": "Ateliers du Parvis",
                "full_domain": "ateliers-du-parvis.parvis.localhost",
                "url": "https://ateliers-du-parvis.parvis.localhost",
            },
            "attachments": [],
        })
    );
    let tenant = client.house.started().await;
    for path in [
        format!("/internal/mails/{}?template=other", client.uuid),
        format!("/internal/mails/{tenant}?template=onboarding_ready"),
    ] {
        let answer = client.house.running.peer_request(Method::GET, &path).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_that_of_the_request() {
    let client = Client::submitted_with(&[("accept-language", "en-GB")]).await;
    client.verified().await;
    client.generated().await;
    assert_eq!(client.requested().await.signer.unwrap().locale, "en");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_that_does_not_exist_fails_the_journey() {
    let client = Client::submitted().await;
    client.rejected().await;
    let status = client.house.until(&client.uuid, |s| s["onboarding_status"] == "failed").await;
    assert_eq!(status["error"]["code"], "vat_invalid");
    assert_eq!(status["step"], "company");
    let withdrawn = client.house.running.heard::<CancelContract>(|_| true).await;
    let fact = ContractCancelled {
        contract_id: withdrawn.contract_id.clone(),
        application_id: withdrawn.application_id,
        reference: format!("{}/contract/1", client.uuid),
    };
    client.house.running.say("elsewhere", (&withdrawn.contract_id, 9), &fact).await;
    let failed = |m: &OnboardingFailed| m.onboarding_id == client.uuid;
    assert_eq!(client.house.running.heard(failed).await.code, "vat_invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_signature_fails_the_journey() {
    let client = Client::submitted().await;
    client.verified().await;
    client.generated().await;
    client.requested().await;
    client.declined().await;
    let status = client.house.until(&client.uuid, |s| s["onboarding_status"] == "failed").await;
    assert_eq!(status["error"]["code"], "signature_declined");
    client.house.running.heard::<CancelContract>(|_| true).await;
    let cancel = format!("/api/v1/onboarding/{}/cancel", client.uuid);
    let refused = client.house.post(&cancel, &json!({})).await;
    assert_eq!(refused.problem().as_deref(), Some("onboarding_state"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_without_an_answer_waits_for_the_register() {
    let client = Client::submitted().await;
    let asked = client.asked().await;
    let fact = VerificationPending {
        verification_id: asked.verification_id.clone(),
        application_id: asked.application_id,
        reference: asked.reference,
        reason: "MS_UNAVAILABLE".into(),
        next_try_at: None,
    };
    client.house.running.say("elsewhere", (&asked.verification_id, 1), &fact).await;
    client.house.until(&client.uuid, |s| s["waiting_on"] == "third_party").await;
    client.house.running.clock.advance(Duration::from_hours(30 * 24));
    let status = client.house.until(&client.uuid, |s| s["onboarding_status"] == "failed").await;
    assert_eq!(status["error"]["code"], "step_timeout");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_client_has_its_signature_voided_and_its_contract_withdrawn() {
    let client = Client::submitted().await;
    client.verified().await;
    client.generated().await;
    client.requested().await;
    let cancel = format!("/api/v1/onboarding/{}/cancel", client.uuid);
    assert_eq!(client.house.post(&cancel, &json!({})).await.status, 200);
    let asked = client.house.running.heard::<VoidSignature>(|_| true).await;
    let fact = SignatureVoided {
        signature_id: asked.signature_id.clone(),
        application_id: asked.application_id,
        reference: format!("{}/signature/1", client.uuid),
        reason: "withdrawn".into(),
    };
    client.house.running.say("elsewhere", (&asked.signature_id, 9), &fact).await;
    client.house.running.heard::<CancelContract>(|_| true).await;
    let undone = |s: &Value| crate::house::House::step(s, "signature")["state"] == "undone";
    client.house.until(&client.uuid, undone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_contract_stands_even_when_the_onboarding_is_cancelled() {
    let client = Client::submitted().await;
    client.verified().await;
    client.generated().await;
    client.requested().await;
    client.signed().await;
    client.house.until(&client.uuid, |s| s["onboarding_status"] == "activated").await;
    let cancel = format!("/api/v1/onboarding/{}/cancel", client.uuid);
    let told = client.house.post(&cancel, &json!({})).await.json();
    assert_eq!(told["onboarding_status"], "cancelled");
    let step = crate::house::House::step(&told, "signature");
    assert_eq!(
        (&step["state"], &step["error"]["code"]),
        (&json!("failed"), &json!("contract_signed"))
    );
    let said = client.house.running.said().await;
    let asked = |kind: &str| said.iter().any(|e| e.kind.ends_with(kind));
    assert!(!asked("VoidSignature") && !asked("CancelContract"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_may_ask_for_a_key_of_its_space() {
    let client = Client::submitted().await;
    client.verified().await;
    client.generated().await;
    client.requested().await;
    client.signed().await;
    let body = json!({"uuid": client.uuid, "generate_api_key": true});
    client.house.until(&client.uuid, |s| s["onboarding_status"] == "activated").await;
    let told = client.house.post("/api/v1/onboarding/provision", &body).await;
    assert_eq!((told.status, told.json()["api_key"].is_string()), (200, true));
    client.house.running.heard::<RegisterApiKey>(|m| m.onboarding_id == client.uuid).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_say_of_other_things_is_nothing_to_the_journey() {
    let client = Client::submitted().await;
    client.verified().await;
    client.generated().await;
    client.requested().await;
    client.foreign().await;
    let status = client.house.status(&client.uuid).await;
    assert_eq!(status["waiting_on"], "signer");
    let events = client.house.events(&client.uuid).await;
    let heard = |kind: &str| events.iter().any(|e| e["type"].as_str().unwrap().ends_with(kind));
    assert!(heard("CompanyVerified") && heard("SignatureRequested"), "others' facts are told too");
    assert!(!heard("CollectSignature"), "commands are no events");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_submission_is_repeated_under_its_idempotency_key() {
    let client = Client::submitted_with(&[("idempotency-key", "one")]).await;
    let again = client
        .house
        .post_with("/api/onboarding/submit", &order(), &[("idempotency-key", "one")])
        .await;
    assert_eq!((again.status, &again.json()["data"]["onboardingId"]), (202, &json!(client.uuid)));
    let named = with(order(), "organization_name", json!("Autre Nom"));
    let other = client.house.post("/api/onboarding/submit", &named).await.json();
    assert_eq!(other["data"]["subdomain"], "autre-nom");
}
