//! Timestamps, judged by the client that the platform uses.

use crate::running::{NOW, Running};
use parvis_pades::TrustRoots;
use parvis_pades::timestamp::{
    Failure, TimestampError, TimestampRequest, TimestampToken, Tolerance,
};
use parvis_sandbox::Config;
use reqwest::Response;
use serde_json::json;
use sha2::{Digest, Sha256};
use time::Duration;

const CLOCK: Tolerance = Tolerance { now: NOW, within: Duration::seconds(1) };

fn request() -> TimestampRequest {
    TimestampRequest::fresh(Sha256::digest(b"a document").into())
}

async fn posted(running: &Running, request: &TimestampRequest) -> Response {
    let post = running.http.post(&running.sandbox.addresses().tsa_url);
    let post = post.header("Content-Type", "application/timestamp-query");
    post.body(request.to_der().unwrap()).send().await.unwrap()
}

fn judged(
    running: &Running,
    body: &[u8],
    request: &TimestampRequest,
) -> Result<TimestampToken, TimestampError> {
    let roots = TrustRoots::from_pem(&running.sandbox.addresses().tsa_root_pem).unwrap();
    TimestampToken::from_response(body, request, CLOCK, &roots)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timestamp_is_accepted_by_a_client_that_trusts_the_root() {
    let running = Running::start().await;
    let mut serials = Vec::new();
    for _ in 0..2 {
        let request = request();
        let answer = posted(&running, &request).await;
        assert_eq!(answer.headers()["content-type"], "application/timestamp-reply");
        let token = judged(&running, &answer.bytes().await.unwrap(), &request).unwrap();
        assert!(token.authority().common_name.as_ref().unwrap().contains("TEST"));
        serials.push(token.serial());
    }
    assert_ne!(serials[0], serials[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_authority_goes_on_at_the_next_start() {
    let first = Running::start().await;
    let kept = Some(first.sandbox.tsa_authority_pem().to_owned());
    let second = Running::with(Config { tsa_authority_pem: kept, ..Config::default() }).await;
    let request = request();
    let answer = posted(&second, &request).await.bytes().await.unwrap();
    assert!(judged(&first, &answer, &request).is_ok());
    let root = second.http.get(second.url("/tsa/root.pem")).send().await.unwrap();
    assert_eq!(root.text().await.unwrap(), first.sandbox.addresses().tsa_root_pem);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_timestamp_query_is_refused() {
    let running = Running::start().await;
    assert_eq!(running.post("/tsa", json!({})).await.0, 415);
    assert_eq!(running.get("/tsa").await.0, 405);
    let post = running.http.post(running.url("/tsa"));
    let post = post.header("Content-Type", "application/timestamp-query").body("no DER");
    let answer = post.send().await.unwrap().bytes().await.unwrap();
    let failure = Some(Failure::BadDataFormat);
    let judged = judged(&running, &answer, &request()).unwrap_err();
    assert_eq!(judged, TimestampError::NotGranted { status: 2, failure });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_authority_can_be_told_why_to_refuse() {
    let running = Running::start().await;
    for (error, failure) in [
        ("badAlg", Failure::BadAlgorithm),
        ("timeNotAvailable", Failure::TimeNotAvailable),
        ("systemFailure", Failure::SystemFailure),
    ] {
        running.put("/faults/tsa", json!({ "error": error })).await;
        let request = request();
        let answer = posted(&running, &request).await.bytes().await.unwrap();
        let judged = judged(&running, &answer, &request).unwrap_err();
        assert_eq!(judged, TimestampError::NotGranted { status: 2, failure: Some(failure) });
    }
}
