//! Forms that are not right: nothing is recorded, and the page says what to correct.

use parvis_testkit::Answer;
use reqwest::Method;

use crate::desk::{Desk, SIGNER};
use crate::paper;

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_faults_comes_back_with_what_was_typed() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let (blank, long) = (paper::blank(), "x".repeat(201));
    let broken = "data:image/png;base64,AAAA";
    for (fields, said) in [
        (vec![], "Indiquez votre nom."),
        (vec![("mode", "type"), ("name", " ")], "Indiquez votre nom."),
        (vec![("mode", "type"), ("name", long.as_str())], "200 caractères au plus"),
        (vec![("mode", "draw"), ("name", SIGNER)], "Dessinez votre signature"),
        (
            vec![("mode", "draw"), ("name", SIGNER), ("signature", blank.as_str())],
            "Dessinez votre signature",
        ),
        (vec![("mode", "draw"), ("name", SIGNER), ("signature", broken)], "illisible"),
    ] {
        for step in ["/review", "/confirm"] {
            let page = link.post(step, &[&fields[..], &[("consent", "yes")]].concat()).await;
            assert_eq!(page.status, 422, "{step} {fields:?}");
            let text = page.text();
            assert!(text.contains("role=\"alert\"") && text.contains(said), "{said} not in {text}");
        }
    }
    assert_eq!(desk.column("SELECT state FROM signature_request").await, ["requested"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_signed_without_consent() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let page = link.post("/confirm", &[("mode", "type"), ("name", SIGNER)]).await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("Cochez la case"));
    assert_eq!(desk.column("SELECT state FROM signature_request").await, ["requested"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_and_drawn_is_there_again_to_be_changed() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let drawing = paper::drawing();
    let fields = [("mode", "draw"), ("name", "Autre <nom>"), ("signature", drawing.as_str())];
    let page = link.post("?lang=en", &fields).await.text();
    assert!(page.contains("value=\"Autre &lt;nom&gt;\""), "{page}");
    assert!(page.contains("data-again=\"yes\"") && page.contains("value=\"draw\" checked"));
    assert!(page.contains("action=\"") && page.contains("/review?lang=en"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_no_form_is_a_problem() {
    let desk = Desk::open().await;
    let link = desk.ask().await;
    let post = |kind: &'static str, body: Vec<u8>| {
        let path = format!("{}/review", link.path);
        let request = desk.service.request(Method::POST, &path, None);
        async move {
            Answer::of(request.header("content-type", kind).body(body).send().await.unwrap()).await
        }
    };
    let form = "application/x-www-form-urlencoded";
    let json = post("application/json", b"{}".to_vec()).await;
    assert_eq!((json.status, json.problem().as_deref()), (415, Some("unsupported_media_type")));
    let huge = post(form, vec![b'a'; 1_200_000]).await;
    assert_eq!((huge.status, huge.problem().as_deref()), (413, Some("too_large")));
    let bytes = post(form, vec![0xFF, 0xFE]).await;
    assert!((400..500).contains(&bytes.status), "{}", bytes.status);
    let put = desk.service.request(Method::PUT, &link.path, None).send().await.unwrap();
    let put = Answer::of(put).await;
    assert_eq!((put.status, put.problem().as_deref()), (405, Some("method_not_allowed")));
    assert!(put.headers.contains_key("allow"));
}
