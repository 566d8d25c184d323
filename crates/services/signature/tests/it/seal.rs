//! The seal and its timestamp.

use std::sync::Arc;
use std::time::Duration;

use parvis_events::signature::v1::SignatureCompleted;
use parvis_pades::{TrustRoots, verify};
use parvis_testkit::{Answer, Ground};
use serde_json::json;

use crate::desk::Desk;
use crate::paper;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_until_the_time_is_attested() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    desk.lose_the_time().await;
    assert_eq!(link.confirm().await.status, 303);
    let page = link.get("/done").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("http-equiv=\"refresh\""), "{}", page.text());
    assert_eq!(link.get("/signed.pdf").await.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(desk.mail(link.id, "signed_confirmation").await.status, 404);
    assert_eq!(desk.column("SELECT state FROM signature_request").await, ["confirmed"]);

    desk.mend().await;
    desk.service.clock.advance(Duration::from_secs(5));
    let said = desk.service.heard::<SignatureCompleted>(|_| true).await;
    let times = [said.signed_at.unwrap().seconds, said.sealed_at.unwrap().seconds];
    assert_eq!(times[1] - times[0], 5, "the confirmation keeps its own time");
    assert_eq!(desk.column("SELECT state FROM signature_request").await, ["signed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seal_key_is_never_kept_in_the_clear() {
    let desk = Desk::open().await;
    let names = "SELECT name FROM seal_key ORDER BY name";
    assert_eq!(desk.column(names).await, ["authority", "seal"]);
    let stored = desk.service.ground().contents().await;
    assert!(!stored.windows(7).any(|window| window == b"PRIVATE"));
    let list = desk.peek("/trust/crl.der").await;
    assert_eq!((list.status, list.bytes[0]), (200, 0x30));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_finds_no_room_is_sealed_all_the_same() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let name = "W".repeat(200);
    let drawing = paper::drawing();
    let fields = [("mode", "draw"), ("name", &*name), ("signature", &*drawing), ("consent", "yes")];
    link.post("/confirm", &fields).await;
    desk.service.heard::<SignatureCompleted>(|_| true).await;
    let signed = link.get("/signed.pdf").await.bytes;
    let now = parvis_kernel::Timestamp::parse("2026-01-05T09:00:00Z").unwrap().date_time();
    let report = verify(&signed, &TrustRoots::default(), now).unwrap();
    assert!(report.signatures[0].intact);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_timestamp_is_asked_for_again_and_its_reason_kept() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let client = parvis_chassis::upstream::client(Duration::from_secs(5)).unwrap();
    let url = format!("{}/faults/tsa", desk.sandbox.addresses().http_url);
    let fault = json!({ "error": "timeNotAvailable" });
    client.put(url).json(&fault).send().await.unwrap().error_for_status().unwrap();
    link.confirm().await;
    let why = "SELECT last_error FROM work WHERE kind = 'seal'";
    assert!(desk.column(why).await[0].contains("did not grant"), "the reason is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_the_authority_and_the_seal() {
    let ground = Arc::new(Ground::fresh("signature").await);
    let key = parvis_chassis::Keyring::generate().unwrap();
    let mut roots = Vec::new();
    for _ in 0..2 {
        let service = parvis_testkit::Setup::default()
            .on(&ground)
            .with("shared.key_encryption_key", key.reveal())
            .start::<parvis_signature::Signature>()
            .await;
        let request = service.request(reqwest::Method::GET, "/trust/roots.pem", None);
        roots.push(Answer::of(request.send().await.unwrap()).await.text());
        service.stop().await;
    }
    assert!(roots[0].contains("BEGIN CERTIFICATE"));
    assert_eq!(roots[0], roots[1]);
}
