//! Every POST that makes something, repeated under the same `Idempotency-Key`: the same answer, and no
//! second thing.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::databases::Databases;
use crate::platform::{Answer, Platform, Shared, answer, until};
use crate::samples::{application, order, signature};

static SHARED: Shared = Shared::new();

/// An application of its own, so that the stories of this file can be told side by side.
struct Client {
    platform: Arc<Platform>,
    key: String,
}

impl Client {
    async fn new() -> Self {
        let platform = SHARED.platform();
        let register = platform.keyless(Method::POST, "/api/v1/applications/register");
        let made = answer(register.json(&application("Rejeu"))).await.unwrap();
        let key = made.body["master_key"].as_str().unwrap().to_owned();
        Self { platform, key }
    }

    async fn post(&self, path: &str, body: &Value, key: &str) -> Answer {
        let request = self.platform.keyless(Method::POST, path);
        let request = request.header("X-Master-Key", &self.key).header("Idempotency-Key", key);
        answer(request.json(body)).await.unwrap()
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.platform.keyless(Method::GET, path).header("X-Master-Key", &self.key);
        answer(request).await.unwrap().body
    }

    /// An onboarding that was started.
    async fn started(&self) -> String {
        let body = json!({ "email": "admin@example.com" });
        let started = self.post("/api/v1/onboarding/start", &body, "started").await;
        started.body["uuid"].as_str().unwrap().to_owned()
    }

    /// An onboarding that was started and provisioned.
    async fn provisioned(&self) -> String {
        let uuid = self.started().await;
        let answer = self.post("/api/v1/onboarding/provision", &json!({ "uuid": uuid }), "p").await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        uuid
    }

    /// How many things the application has, of each kind that can be listed.
    async fn things(&self) -> BTreeMap<&'static str, usize> {
        let count =
            async |path: &str, list: &str| self.get(path).await[list].as_array().unwrap().len();
        BTreeMap::from([
            ("keys", count("/api/v1/applications/me", "keys").await),
            ("onboardings", count("/api/v1/onboardings", "data").await),
            ("verifications", count("/api/v1/verifications", "data").await),
        ])
    }

    /// Makes something, and makes sure that repeating the request makes nothing.
    async fn makes_once(&self, path: &str, body: &Value, (status, secrets): (u16, &[&str])) {
        let first = self.post(path, body, "one").await;
        assert_eq!(first.status, status, "{path}: {}", first.text);
        assert_eq!(first.header("idempotent-replayed"), "", "{path}");
        self.is_replayed(path, body, (first, secrets)).await;
    }

    async fn is_replayed(&self, path: &str, body: &Value, (first, secrets): (Answer, &[&str])) {
        let things = self.things().await;
        let mut kept = first.body;
        for secret in secrets {
            assert!(kept[secret].as_str().is_some_and(|s| s.len() > 40), "{path} {secret}");
            kept[secret] = Value::Null;
        }
        if !secrets.is_empty() {
            kept["secret_already_shown"] = json!(true);
        }
        for _ in 0..2 {
            let again = self.post(path, body, "one").await;
            assert_eq!(again.status, first.status, "{path}: {}", again.text);
            assert_eq!(again.header("idempotent-replayed"), "true", "{path}");
            assert_eq!(again.header("content-type"), "application/json", "{path}");
            assert_eq!(again.body, kept, "{path}");
        }
        let mut other = body.clone();
        other["something_else"] = json!(1);
        let refused = self.post(path, &other, "one").await;
        assert_eq!((refused.status, refused.problem()), (422, Some("idempotency_key_reused")));
        assert_eq!(self.things().await, things, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_application_is_registered_once() {
    let client = Client::new().await;
    let databases = Databases::of(&client.platform.ground);
    let body = application("Une seule fois");
    let path = "/api/v1/applications/register";
    client.makes_once(path, &body, (201, &["master_key"])).await;
    let rows = databases.contents().await["registry.application"].matches("Une seule fois").count();
    assert_eq!(rows, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_minted_once() {
    let client = Client::new().await;
    let path = "/api/v1/applications/me/keys";
    client.makes_once(path, &json!({}), (201, &["master_key"])).await;
    assert_eq!(client.things().await["keys"], 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_onboarding_is_started_once() {
    let client = Client::new().await;
    let (path, body) = ("/api/v1/onboarding/start", json!({ "email": "admin@example.com" }));
    client.makes_once(path, &body, (201, &[])).await;
    assert_eq!(client.things().await["onboardings"], 1);
    client.post(path, &body, "two").await;
    assert_eq!(client.things().await["onboardings"], 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_space_is_provisioned_and_its_key_shown_once() {
    let client = Client::new().await;
    let body = json!({ "uuid": client.started().await, "generate_api_key": true });
    let secrets: &[&str] = &["api_key", "api_secret"];
    client.makes_once("/api/v1/onboarding/provision", &body, (200, secrets)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_onboarding_is_completed_once() {
    let client = Client::new().await;
    let path = format!("/api/v1/onboarding/{}/complete", client.provisioned().await);
    client.makes_once(&path, &json!({ "tenant_id": "tenant_123" }), (200, &[])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_onboarding_is_cancelled_once() {
    let client = Client::new().await;
    let path = format!("/api/v1/onboarding/{}/cancel", client.started().await);
    client.makes_once(&path, &json!({ "reason": "sans suite" }), (200, &[])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_is_verified_once() {
    let client = Client::new().await;
    let body = json!({ "vatNumber": "BE0477472701" });
    client.makes_once("/api/onboarding/verify-vat", &body, (200, &[])).await;
    assert_eq!(client.things().await["verifications"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contract_is_written_and_signed_once() {
    let client = Client::new().await;
    client.makes_once("/api/onboarding/create-contract", &order(), (201, &[])).await;
    let created = client.post("/api/onboarding/create-contract", &order(), "one").await;
    let contract = created.body["data"]["contractId"].as_str().unwrap();
    let path = format!("/api/onboarding/sign/{contract}");
    let body = signature();
    // The answer is kept once it is the last word.
    let signed = until("the seal", || async {
        let answer = client.post(&path, &body, "one").await;
        assert!(matches!(answer.status, 200 | 202), "{}", answer.text);
        (answer.status == 200).then_some(answer)
    });
    let signed = signed.await;
    client.is_replayed(&path, &body, (signed, &[])).await;
    let shown = client.get(&format!("/api/onboarding/contract/{contract}")).await;
    assert_eq!(shown["data"]["status"], "signed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_is_onboarded_once() {
    let client = Client::new().await;
    let mut body = order();
    body["email"] = json!("une-seule-fois@example.com");
    client.makes_once("/api/onboarding/submit", &body, (202, &[])).await;
    assert_eq!(client.things().await["onboardings"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_belongs_to_its_application_and_its_route() {
    let (one, other) = (Client::new().await, Client::new().await);
    let (path, body) = ("/api/v1/onboarding/start", json!({ "email": "admin@example.com" }));
    let first = one.post(path, &body, "same").await;
    let second = other.post(path, &body, "same").await;
    assert_eq!((first.status, second.status), (201, 201));
    assert_ne!(first.body["uuid"], second.body["uuid"]);
    let verify = json!({ "vatNumber": "BE0477472701" });
    assert_eq!(one.post("/api/onboarding/verify-vat", &verify, "same").await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_request_leaves_its_key_free() {
    let client = Client::new().await;
    let path = "/api/v1/onboarding/start";
    assert_eq!(client.post(path, &json!({ "email": "nobody" }), "one").await.status, 422);
    let body = json!({ "email": "admin@example.com" });
    client.makes_once(path, &body, (201, &[])).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_at_the_same_moment_make_one_thing() {
    let client = Client::new().await;
    let body = json!({ "email": "admin@example.com" });
    let post = || client.post("/api/v1/onboarding/start", &body, "one");
    let answers = join_all((0..20).map(|_| post())).await;
    for answer in &answers {
        let waits = answer.problem() == Some("idempotency_in_flight");
        assert!(answer.status == 201 || (answer.status == 409 && waits), "{}", answer.text);
        assert!(!waits || answer.header("retry-after") == "1");
    }
    let made = |a: &&Answer| a.status == 201 && a.header("idempotent-replayed").is_empty();
    assert_eq!(answers.iter().filter(made).count(), 1);
    assert_eq!(client.things().await["onboardings"], 1);
}
