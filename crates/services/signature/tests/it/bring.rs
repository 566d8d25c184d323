//! `POST /api/onboarding/sign/{contractId}`: a client's backend brings the signature.

use parvis_events::mailer::v1::SendMail;
use parvis_events::signature::v1::SignatureCompleted;
use parvis_kernel::{ApplicationId, ContractId, SignatureId};
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::desk::{Desk, SIGNER};
use crate::paper;

pub(crate) fn body() -> Value {
    json!({
        "signature": paper::drawing(),
        "signedBy": SIGNER,
        "signedAt": "2025-11-18T10:30:00Z",
    })
}

impl Desk {
    async fn bring(&self, body: &Value) -> Answer {
        let path = format!("/api/onboarding/sign/{}", self.document);
        self.service.post(self.application, &path, body).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_is_final_once_the_archive_has_the_signed_document() {
    let desk = Desk::open().await;
    let underway = desk.bring(&body()).await;
    assert_eq!(underway.status, 202);
    assert_eq!(underway.json()["data"]["status"], "signing");
    let said = desk.service.heard::<SignatureCompleted>(|_| true).await;
    assert_eq!((said.reference.as_str(), said.level.as_str()), ("", "B-T"));

    desk.store().await;
    let answer = desk.bring(&body()).await;
    assert_eq!(answer.status, 200);
    let data = &answer.json()["data"];
    assert_eq!(answer.json()["success"], true);
    assert_eq!((&data["contractId"], &data["status"]), (&json!(desk.document), &json!("signed")));
    assert_eq!((&data["signedBy"], &data["level"]), (&json!(SIGNER), &json!("B-T")));
    assert_eq!(data["signedAt"], "2026-01-05T09:00:00.000Z");
    assert_eq!(data["claimedSignedAt"], "2025-11-18T10:30:00.000Z");

    // Signed is signed, whoever brings whatever.
    let mut other = body();
    other["signedBy"] = json!("Quelqu’un d’autre");
    let replay = desk.bring(&other).await;
    assert_eq!((replay.status, &replay.json()["data"]["signedBy"]), (200, &json!(SIGNER)));
    let mails = desk.service.said().await.iter().filter(|e| e.kind.ends_with("SendMail")).count();
    assert_eq!(mails, 0, "nobody's address is known");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_brought_signature_answers_the_request_that_was_asked_for() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    desk.bring(&body()).await;
    let said = desk.service.heard::<SignatureCompleted>(|_| true).await;
    assert_eq!(
        (said.reference.as_str(), said.signature_id),
        ("journey/sign/1", link.id.to_string())
    );
    assert_eq!(link.get("").await.status, 200);
    assert!(link.get("").await.text().contains("Le document est signé"));
    desk.service.heard::<SendMail>(|m| m.template == "signed_confirmation").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_comes_after_the_signature_is_answered_by_it() {
    let desk = Desk::open().await;
    desk.bring(&body()).await;
    desk.service.heard::<SignatureCompleted>(|f| f.reference.is_empty()).await;
    let id = SignatureId::fresh();
    desk.service.say("asker", (&id.to_string(), 1), &desk.order(id)).await;
    desk.service.heard::<SignatureCompleted>(|f| f.reference == "journey/sign/1").await;
    assert_eq!(desk.column("SELECT state FROM signature_request").await, ["signed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idempotency_key_replays_the_final_answer() {
    let desk = Desk::open().await;
    desk.bring(&body()).await;
    desk.store().await;
    desk.service.heard::<SignatureCompleted>(|_| true).await;
    let path = format!("/api/onboarding/sign/{}", desk.document);
    let post = |body: Value| {
        let request = desk.service.request(Method::POST, &path, Some(desk.application));
        async move {
            let request = request.header("idempotency-key", "one").json(&body);
            Answer::of(request.send().await.unwrap()).await
        }
    };
    let mut first = post(body()).await;
    while first.status == 202 {
        desk.store().await;
        first = post(body()).await;
    }
    let again = post(body()).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(again.json(), first.json());
    let mut other = body();
    other["signedBy"] = json!("x");
    assert_eq!(post(other).await.problem().as_deref(), Some("idempotency_key_reused"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_of_another_application_is_unknown() {
    let desk = Desk::open().await;
    let path = format!("/api/onboarding/sign/{}", desk.document);
    let foreign = desk.service.post(ApplicationId::fresh(), &path, &body()).await;
    let unknown = format!("/api/onboarding/sign/{}", ContractId::fresh());
    let unknown = desk.service.post(desk.application, &unknown, &body()).await;
    let garbage =
        desk.service.post(desk.application, "/api/onboarding/sign/..%2f..", &body()).await;
    for answer in [foreign, unknown, garbage] {
        assert_eq!((answer.status, answer.problem().as_deref()), (404, Some("not_found")));
    }
    let keyless = desk.service.request(Method::POST, &path, None).body("garbage");
    let keyless = Answer::of(keyless.send().await.unwrap()).await;
    assert_eq!((keyless.status, keyless.problem().as_deref()), (401, Some("unauthorized")));
    assert_eq!(desk.column("SELECT id FROM signature_request").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_that_can_not_be_signed_is_a_conflict() {
    let desk = Desk::open().await;
    desk.archive("cancelled");
    let cancelled = desk.bring(&body()).await;
    assert_eq!((cancelled.status, cancelled.problem().as_deref()), (409, Some("contract_state")));

    desk.archive("issued");
    let link = desk.ask().await;
    link.post("/decline", &[("reason", "non")]).await;
    let declined = desk.bring(&body()).await;
    assert_eq!((declined.status, declined.problem().as_deref()), (409, Some("signature_state")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_body_names_all_its_faults() {
    let desk = Desk::open().await;
    let codes = |answer: &Answer| -> Vec<String> {
        let body = answer.json();
        let fields = body["error"]["fields"].as_array().cloned().unwrap_or_default();
        let text = |field: &Value, key: &str| field[key].as_str().unwrap().to_owned();
        fields.iter().map(|f| format!("{} {}", text(f, "pointer"), text(f, "code"))).collect()
    };
    let required = ["/signature required", "/signedBy required", "/signedAt required"];
    let long = "x".repeat(201);
    for (body, wanted) in [
        (json!({}), &required[..]),
        (json!({ "signature": "", "signedBy": " ", "signedAt": null }), &required),
        (
            json!({ "signature": 1, "signedBy": [], "signedAt": {} }),
            &["/signature type", "/signedBy type", "/signedAt type"],
        ),
        (
            json!({ "signature": paper::drawing(), "signedBy": long, "signedAt": "yesterday" }),
            &["/signedBy too_long", "/signedAt format"],
        ),
    ] {
        let answer = desk.bring(&body).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (422, Some("invalid")), "{body}");
        assert_eq!(codes(&answer), wanted, "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_image_is_refused() {
    let desk = Desk::open().await;
    for image in [
        "data:image/jpeg;base64,AAAA".to_owned(),
        "data:image/png;base64,*".to_owned(),
        paper::data_url(b"GIF89a"),
        paper::data_url(&vec![0; 520 * 1024]),
        paper::blank(),
    ] {
        let mut body = body();
        body["signature"] = json!(image);
        let answer = desk.bring(&body).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (422, Some("signature_image")));
    }
    let mut body = body();
    body["signature"] = json!("x".repeat(1_100_000));
    assert_eq!(desk.bring(&body).await.problem().as_deref(), Some("too_large"));
    assert_eq!(desk.column("SELECT id FROM signature_request").await, Vec::<String>::new());
}
