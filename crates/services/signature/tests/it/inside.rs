//! What other services may fetch, and nobody else.

use parvis_events::signature::v1::SignatureCompleted;
use parvis_kernel::SignatureId;
use parvis_testkit::Answer;
use reqwest::Method;

use crate::desk::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn another_service_fetches_the_signed_document() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let path = format!("/internal/documents/{}/bytes", link.id);
    let fetch = || async {
        let request = desk.service.peer_request(Method::GET, &path);
        Answer::of(request.send().await.unwrap()).await
    };
    assert_eq!(fetch().await.status, 404);
    link.confirm().await;
    desk.service.heard::<SignatureCompleted>(|_| true).await;
    assert_eq!(fetch().await.bytes, link.get("/signed.pdf").await.bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn applications_and_signers_see_nothing_inside() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    for path in [
        format!("/internal/documents/{}/bytes", link.id),
        format!("/internal/mails/{}?template=signature_request", link.id),
    ] {
        assert_eq!(desk.peek(&path).await.status, 404);
        assert_eq!(desk.service.get(desk.application, &path).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_mail_is_unknown() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    assert_eq!(desk.mail(link.id, "other").await.status, 404);
    assert_eq!(desk.mail(SignatureId::fresh(), "signature_request").await.status, 404);
}
