use parvis_testkit::Answer;
use reqwest::Method;

use crate::counter::{counted, running};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_without_a_token_is_401_whatever_it_holds() {
    let (running, _) = running().await;
    let client = reqwest::Client::builder().build().unwrap();
    for (body, bearer) in [("{", None), ("{\"word\":\"a\"}", Some("no.token.atall"))] {
        let mut request = client.post(format!("{}/count", running.url)).body(body);
        if let Some(bearer) = bearer {
            request = request.bearer_auth(bearer);
        }
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!(answer.problem().as_deref(), Some("unauthorized"), "{}", answer.text());
    }
    assert_eq!(counted(&running).await, 0);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn internal_routes_are_for_processes_and_the_others_for_applications() {
    let (running, app) = running().await;
    let answer = running.get(app, "/internal/secret").await;
    assert_eq!(answer.status, 404);
    let peer = running.peer_request(Method::GET, "/internal/secret").send().await.unwrap();
    assert_eq!(peer.status(), 200);
    let keyless = running.request(Method::POST, "/count", None).body("{}").send().await.unwrap();
    assert_eq!(keyless.status(), 401);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_needs_no_token() {
    let (running, _) = running().await;
    let client = reqwest::Client::builder().build().unwrap();
    for path in ["/health/live", "/health/ready"] {
        let answer = client.get(format!("{}{path}", running.url)).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
    running.stop().await;
}
