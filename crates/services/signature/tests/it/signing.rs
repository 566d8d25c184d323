//! From the request to the signed document, on the pages.

use std::time::Duration;

use parvis_events::instant;
use parvis_events::mailer::v1::SendMail;
use parvis_events::signature::v1::{SignatureCompleted, SignatureRequested};
use parvis_kernel::{Clock as _, SignatureId};
use parvis_pades::{Level, TrustRoots, verify};
use serde_json::json;

use crate::desk::{ARCHIVE, Desk, SIGNER};
use crate::paper;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_orders_the_mail_with_its_link() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let said = desk.service.heard::<SignatureRequested>(|_| true).await;
    assert_eq!(
        (said.reference.as_str(), said.signature_id),
        ("journey/sign/1", link.id.to_string())
    );
    assert_eq!(said.document.unwrap().owner, ARCHIVE);
    let mail = desk.mail(link.id, "signature_request").await.json();
    assert_eq!(mail["to"], json!({ "email": "signataire@example.org", "name": SIGNER }));
    assert_eq!((&mail["locale"], &mail["attachments"]), (&json!("fr"), &json!([])));
    assert_eq!(mail["values"]["requester"], "Fret & Quai");
    assert_eq!(mail["values"]["title"], "Contrat d’abonnement");
    assert_eq!(mail["values"]["expires_at"], "2026-04-05T09:00:00.000Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_who_asks_and_every_article() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let page = link.get("").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for shown in [
        "<html lang=\"fr\">",
        "Fret &amp; Quai",
        "Contrat d’abonnement",
        "s•••@example.org",
        "5 avril 2026",
        "href=\"#article-2\">Article 2 – Prix &amp; paiement</a>",
        "<p>Second texte.</p>",
        "value=\"Signataire de démonstration - Direction\"",
    ] {
        assert!(text.contains(shown), "{shown} is not on the page");
    }
    let english = link.get("?lang=en").await.text();
    assert!(english.contains("<html lang=\"en\">") && english.contains("invites you to read"));
    assert_eq!(link.get("/document.pdf").await.bytes, desk.pdf);
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_at_the_link_does_not_use_it_up() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    for _ in 0..3 {
        assert_eq!(link.get("").await.status, 200);
        assert_eq!(link.get("/confirm").await.status, 303);
    }
    assert_eq!(desk.column("SELECT state FROM signature_request").await, ["requested"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drawn_signature_is_reviewed_confirmed_and_sealed() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let drawing = paper::drawing();
    let fields = [("mode", "draw"), ("name", SIGNER), ("signature", drawing.as_str())];
    let review = link.post("/review", &fields).await;
    assert_eq!(review.status, 200);
    let text = review.text();
    assert!(
        text.contains("src=\"data:image/png;base64,") && text.contains("203.0.113.9"),
        "{text}"
    );
    assert!(!text.contains(&drawing), "the drawing is encoded anew");
    assert_eq!(desk.column("SELECT state FROM signature_request").await, ["requested"]);

    let answer = link.post("/confirm", &[&fields[..], &[("consent", "yes")]].concat()).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.headers["location"].to_str().unwrap(), format!("{}/done", link.path));
    let said = desk.service.heard::<SignatureCompleted>(|_| true).await;
    assert_eq!((said.level.as_str(), said.reference.as_str()), ("B-T", "journey/sign/1"));
    let done = link.get("/done").await.text();
    assert!(done.contains("/signed.pdf") && done.contains(&said.signed.unwrap().sha256), "{done}");
    assert!(done.contains("Cachet de test"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signed_document_begins_with_the_original_and_verifies() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    desk.service.clock.advance(Duration::from_hours(1));
    link.confirm().await;
    let said = desk.service.heard::<SignatureCompleted>(|_| true).await;
    let signed = link.get("/signed.pdf").await;
    assert_eq!(signed.headers["content-type"], "application/pdf");
    assert!(signed.bytes.starts_with(&desk.pdf) && signed.bytes.len() > desk.pdf.len());

    let roots = desk.peek("/trust/roots.pem").await.text();
    assert_eq!(roots.matches("BEGIN CERTIFICATE").count(), 2);
    let now = desk.service.clock.now().date_time();
    let report = verify(&signed.bytes, &TrustRoots::from_pem(&roots).unwrap(), now).unwrap();
    let [signature] = report.signatures.as_slice() else { panic!("{report:?}") };
    assert!(signature.intact && signature.covers_whole_file && signature.trusted, "{signature:?}");
    assert_eq!(signature.level, Some(Level::BT));
    let timestamp = signature.timestamp.as_ref().unwrap();
    assert!(timestamp.trusted);
    assert_eq!(timestamp.time, instant(said.sealed_at.as_ref()).date_time());
    assert_eq!(instant(said.signed_at.as_ref()).to_string(), "2026-01-05T10:00:00.000Z");
    let name = signature.signer.as_ref().unwrap().common_name.as_deref();
    assert_eq!(name, Some("Parvis seal (TEST)"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_confirmation_mail_carries_the_signed_document() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    assert_eq!(desk.mail(link.id, "signed_confirmation").await.status, 404);
    link.confirm().await;
    desk.service.heard::<SendMail>(|m| m.template == "signed_confirmation").await;
    let mail = desk.mail(link.id, "signed_confirmation").await.json();
    assert_eq!(mail["values"]["signed_at"], "2026-01-05T09:00:00.000Z");
    let attached = &mail["attachments"][0];
    assert_eq!((&attached["owner"], &attached["id"]), (&json!("signature"), &json!(link.id)));
    assert_eq!(attached["name"], "document-signe.pdf");
}

#[tokio::test(flavor = "multi_thread")]
async fn confirming_twice_makes_one_seal() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let (one, other) = tokio::join!(link.confirm(), link.confirm());
    assert_eq!((one.status, other.status), (303, 303));
    desk.service.heard::<SignatureCompleted>(|_| true).await;
    assert_eq!(link.confirm().await.status, 303, "a repetition has the same answer");
    assert_eq!(link.get("/done").await.status, 200);
    let trail = desk.column("SELECT kind FROM signature_event ORDER BY seq").await;
    assert_eq!(trail, ["confirmed", "sealed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_tells_everything_in_order() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    link.get("").await;
    link.get("/document.pdf").await;
    link.post("/review", &[("mode", "type"), ("name", SIGNER)]).await;
    link.confirm().await;
    desk.service.heard::<SignatureCompleted>(|_| true).await;
    link.get("/signed.pdf").await;
    let trail = desk.column("SELECT kind FROM signature_event ORDER BY seq").await;
    assert_eq!(trail, ["opened", "downloaded", "reviewed", "confirmed", "sealed", "downloaded"]);
    let whence = "SELECT ip || ' ' || user_agent FROM signature_event WHERE kind = 'confirmed'";
    assert_eq!(desk.column(whence).await, ["203.0.113.9 test browser"]);
    let consent = "SELECT consent_version || '/' || consent_locale FROM signature_request";
    assert_eq!(desk.column(consent).await, ["2026-11/fr"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_again_it_says_again_what_it_said() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let mut again = desk.order(link.id);
    again.reference = "journey/sign/2".into();
    desk.service.say("asker", (&link.id.to_string(), 2), &again).await;
    desk.service.heard::<SignatureRequested>(|f| f.reference == "journey/sign/2").await;
    link.confirm().await;
    desk.service.heard::<SignatureCompleted>(|f| f.reference == "journey/sign/2").await;
    let mails =
        desk.service.said().await.into_iter().filter(|e| e.kind.ends_with("SendMail")).count();
    assert_eq!(mails, 2, "one with the link, one with the signed document");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_is_not_what_was_named_is_not_shown() {
    let desk = Desk::open().await;
    let id = SignatureId::fresh();
    let mut order = desk.order(id);
    order.document.as_mut().unwrap().sha256 = "0".repeat(64);
    desk.service.say("asker", (&id.to_string(), 1), &order).await;
    let other = desk.ask().await;
    assert_eq!(other.get("").await.status, 200);
    let states = "SELECT state FROM signature_request ORDER BY created_at, id";
    assert_eq!(desk.column(states).await, ["ordered", "requested"]);
}
