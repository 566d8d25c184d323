//! Links that open nothing (any more), and what every page has in common.

use std::time::Duration;

use parvis_events::signature::v1::{SignatureDeclined, SignatureVoided, VoidSignature};
use parvis_kernel::SignatureId;
use parvis_testkit::Answer;

use crate::desk::{Desk, SIGNER};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

fn assert_safe(page: &Answer) {
    assert_eq!(page.headers["content-security-policy"], POLICY);
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    let text = page.text();
    for inline in ["<script>", "<style", " style=\"", " onclick"] {
        assert!(!text.contains(inline), "{inline}");
    }
    for source in text.split("<script src=\"").skip(1) {
        assert!(source.starts_with("/assets/"), "{source}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_the_platform_did_not_make_opens_nothing() {
    let desk = Desk::open().await;
    let (link, other) = (desk.ask().await, desk.ask().await);
    let token = link.path.strip_prefix("/sign/").unwrap();
    let foreign = other.path.strip_prefix("/sign/").unwrap();
    // The id of one request with the proof of another, a cut one, a changed one, garbage.
    let mixed = format!("{}{}", &token[..21], &foreign[21..]);
    let changed = format!("{}{}", &token[..40], "A".repeat(24));
    let long = "A".repeat(4000);
    for bad in [&mixed, &changed, &token[..63], "garbage", "..%2f..", "%00", &long] {
        for below in ["", "/done", "/document.pdf", "/signed.pdf"] {
            let page = desk.peek(&format!("/sign/{bad}{below}")).await;
            assert_eq!(page.status, 404, "{bad}{below}");
            assert_safe(&page);
            assert!(page.text().contains("Ce lien n’ouvre aucun document"));
        }
    }
    assert_eq!(desk.column("SELECT kind FROM signature_event").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_unknown_page_speaks_the_browser_s_language() {
    let desk = Desk::open().await;
    let request = desk.service.request(reqwest::Method::GET, "/sign/garbage", None);
    let page = Answer::of(request.header("accept-language", "en").send().await.unwrap()).await;
    assert!(page.text().contains("<html lang=\"en\">"));
    assert!(desk.peek("/sign/garbage?lang=en").await.text().contains("opens no document"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_safe() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let typed = [("mode", "type"), ("name", SIGNER)];
    assert_safe(&link.get("").await);
    assert_safe(&link.post("", &typed).await);
    assert_safe(&link.post("/review", &typed).await);
    assert_safe(&link.post("/review", &[("mode", "draw"), ("name", "")]).await);
    assert_safe(&link.post("/confirm", &typed).await);
    link.confirm().await;
    assert_safe(&link.get("/done").await);
    for name in ["sign.css", "sign.js", "signature_pad.js", "icon.svg"] {
        let asset = desk.peek(&format!("/assets/{name}")).await;
        assert_eq!(asset.status, 200);
        assert_eq!(asset.headers["cache-control"], "public, max-age=31536000, immutable");
    }
    let missing = desk.peek("/assets/VENDORED.md").await;
    assert_eq!(missing.problem().as_deref(), Some("not_found"));
}

#[tokio::test(flavor = "multi_thread")]
async fn declining_with_a_reason_ends_the_request() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let refused = link.post("/decline", &[("reason", "  ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Indiquez pour quelle raison"));

    assert_eq!(link.post("/decline", &[("reason", "Le prix ne convient pas.")]).await.status, 303);
    let said = desk.service.heard::<SignatureDeclined>(|_| true).await;
    assert_eq!(said.reference, "journey/sign/1");
    let page = link.get("").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("Vous avez refusé de signer"));
    assert_safe(&page);
    assert!(link.confirm().await.text().contains("Vous avez refusé de signer"));
    let reasons = "SELECT state || ': ' || closed_reason FROM signature_request";
    assert_eq!(desk.column(reasons).await, ["declined: Le prix ne convient pas."]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_expires_after_its_validity() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    desk.service.clock.advance(Duration::from_hours(90 * 24));
    let page = link.confirm().await;
    assert_eq!(page.status, 410);
    assert!(page.text().contains("Ce lien a expiré"));
    assert_safe(&page);
    let said = desk.service.heard::<SignatureVoided>(|_| true).await;
    assert_eq!(said.reason, "expired");
    assert_eq!(link.get("").await.status, 410);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_taken_back_can_not_be_signed() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let void = |application: String| VoidSignature {
        signature_id: link.id.to_string(),
        application_id: application,
        reference: String::new(),
    };
    let subject = link.id.to_string();
    // Another application's word does not count.
    let stranger = parvis_kernel::ApplicationId::fresh().to_string();
    desk.service.say("asker", (&subject, 2), &void(stranger)).await;
    desk.service.say("asker", (&subject, 3), &void(desk.application.to_string())).await;
    let said = desk.service.heard::<SignatureVoided>(|_| true).await;
    assert_eq!((said.reason.as_str(), said.reference.as_str()), ("withdrawn", "journey/sign/1"));
    let reference = "journey/sign/2".to_owned();
    let again = VoidSignature { reference, ..void(desk.application.to_string()) };
    desk.service.say("asker", (&subject, 4), &again).await;
    let said = desk.service.heard::<SignatureVoided>(|m| m.reference == again.reference).await;
    assert_eq!(said.reason, "withdrawn", "whoever asks again is told again");
    let page = link.confirm().await;
    assert_eq!(page.status, 410);
    assert!(page.text().contains("Cette demande a été retirée"));
    assert_safe(&page);
    assert_eq!(desk.column("SELECT kind FROM signature_event").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_link_is_worthless_once_there_is_a_newer_one() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let id = SignatureId::parse(&link.id.to_string()).unwrap().uuid().into_bytes();
    let newer = desk.service.keyring.mac("signing-link", &[&id, &2_i64.to_be_bytes()]).unwrap();
    let token = {
        use base64::Engine as _;
        let bytes = [id.as_slice(), &newer].concat();
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    };
    assert_eq!(desk.peek(&format!("/sign/{token}")).await.status, 404);
    assert_eq!(link.get("").await.status, 200);
}
