//! What a platform remembers over a kill, and what it says while something foreign is away.

use reqwest::Method;
use serde_json::json;

use crate::platform::{Platform, answer, until};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_platform_knows_its_applications_and_tenants() {
    let mut platform = Platform::start();
    let start = json!({ "email": "admin@example.com", "organization_name": "Clinique du Lac" });
    let started = platform.post("/api/v1/onboarding/start", &start).await;
    let uuid = started.body["uuid"].as_str().unwrap();
    assert!(!platform.restart(None));
    let status = platform.get(&format!("/api/v1/onboarding/status/{uuid}")).await;
    assert_eq!((status.status, &status.body["onboarding_status"]), (200, &json!("pending")));
    let provision = json!({ "uuid": uuid, "generate_api_key": false });
    let provisioned = platform.post("/api/v1/onboarding/provision", &provision).await;
    assert_eq!(provisioned.body["onboarding_status"], "activated", "{:?}", provisioned.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_that_does_not_resolve_is_not_called_configured() {
    let platform = Platform::start();
    let dns = |on: bool| platform.sandbox(Method::PUT, "/dns").json(&json!({ "wildcard": on }));
    answer(dns(false)).await.unwrap();
    let start = json!({ "email": "admin@example.com" });
    let started = platform.post("/api/v1/onboarding/start", &start).await;
    let body = json!({ "uuid": started.body["uuid"] });
    let provision = platform.request(Method::POST, "/api/v1/onboarding/provision", Some(&body));
    let waiting = answer(provision.header("Prefer", "wait=1")).await.unwrap();
    assert_eq!(waiting.status, 202, "{:?}", waiting.body);
    assert_eq!(waiting.body["onboarding_status"], "provisioning");
    assert_eq!(waiting.body["metadata"]["dns_configured"], false);
    assert_eq!(waiting.body["metadata"]["infrastructure_status"], "pending");
    let status = waiting.headers["location"].to_str().unwrap().to_owned();
    let path = status.strip_prefix(&platform.gateway).unwrap_or(&status).to_owned();
    answer(dns(true)).await.unwrap();
    until("the activation", || async {
        let status = platform.get(&path).await;
        (status.body["onboarding_status"] == "activated").then_some(())
    })
    .await;
}
