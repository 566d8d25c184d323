//! What is not a question at all.

use parvis_kernel::VerificationId;
use parvis_testkit::Answer;
use reqwest::Method;
use serde_json::{Value, json};

use crate::scene::{LOOK_UP, Scene, VERIFY};

#[tokio::test(flavor = "multi_thread")]
async fn only_a_number_that_is_no_text_of_sensible_length_is_invalid() {
    let scene = Scene::open().await;
    let before = scene.rows().await;
    for (body, code) in [
        (json!({}), "required"),
        (json!({ "vatNumber": null }), "required"),
        (json!({ "vatNumber": "" }), "required"),
        (json!({ "vatNumber": " \t" }), "required"),
        (json!({ "vatNumber": 477_472_701 }), "type"),
        (json!({ "vatNumber": ["BE0477472701"] }), "type"),
        (json!({ "vatNumber": "1".repeat(65) }), "too_long"),
        (json!({ "vatNumber": "é".repeat(65) }), "too_long"),
    ] {
        let answer = scene.vat.post(scene.app, VERIFY, &body).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (422, Some("invalid")), "{body}");
        let field = &answer.json()["error"]["fields"][0];
        assert_eq!((&field["pointer"], &field["code"]), (&json!("/vatNumber"), &json!(code)));
    }
    assert_eq!(scene.rows().await, before);
    assert_eq!(scene.told(&"é".repeat(64), 200).await["reason"], "unknown_country");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_read_is_a_problem() {
    let scene = Scene::open().await;
    let post = async |body: &str, kind: &str| {
        let request = scene.vat.request(Method::POST, VERIFY, Some(scene.app));
        let request = request.header("content-type", kind).body(body.to_owned());
        Answer::of(request.send().await.unwrap()).await
    };
    let large = format!("{{\"vatNumber\":\"{}\"}}", "1".repeat(300 * 1024));
    for (body, kind, status, code) in [
        ("{", "application/json", 400, "unparsable"),
        ("", "application/json", 400, "unparsable"),
        ("[]", "application/json", 422, "invalid"),
        ("vatNumber=1", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        (&large, "application/json", 413, "too_large"),
    ] {
        let answer = post(body, kind).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (status, Some(code)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_without_a_key_is_refused() {
    let scene = Scene::open().await;
    for (method, path) in [(Method::POST, VERIFY), (Method::GET, LOOK_UP)] {
        let answer = scene.vat.request(method, path, None).send().await.unwrap();
        assert_eq!(answer.status(), 401);
    }
    let answer = Answer::of(reqwest_get(&scene, VERIFY).await).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_method_names_the_right_one() {
    let scene = Scene::open().await;
    let answer = scene.vat.get(scene.app, VERIFY).await;
    assert_eq!((answer.status, answer.problem().as_deref()), (405, Some("method_not_allowed")));
    assert_eq!(answer.headers["allow"], "POST");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_verification_is_not_there() {
    let scene = Scene::open().await;
    for id in [VerificationId::fresh().to_string(), "x".to_owned(), "%00".to_owned()] {
        let answer = scene.vat.get(scene.app, &format!("{LOOK_UP}/{id}")).await;
        assert_eq!((answer.status, answer.problem().as_deref()), (404, Some("not_found")), "{id}");
    }
    for query in ["cursor=x", "vatNumber=", "vatNumber=%20", "cursor=a&cursor=b"] {
        let answer = scene.vat.get(scene.app, &format!("{LOOK_UP}?{query}")).await;
        assert_eq!(
            (answer.status, answer.problem().as_deref()),
            (400, Some("unparsable")),
            "{query}"
        );
    }
    let long = scene.vat.get(scene.app, &format!("{LOOK_UP}?vatNumber={}", "1".repeat(65))).await;
    assert_eq!((long.status, long.json()["success"].clone()), (400, Value::Bool(false)));
}

async fn reqwest_get(scene: &Scene, path: &str) -> reqwest::Response {
    crate::scene::client().get(format!("{}{path}", scene.vat.url)).send().await.unwrap()
}
