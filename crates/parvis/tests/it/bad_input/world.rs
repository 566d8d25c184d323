//! One application with one thing of each kind, a stranger, and the state of everything.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use parvis_chassis::key::{Key, KeyKind};
use parvis_kernel::{ContractId, OnboardingId, VerificationId};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

use super::bodies_read::profile;
use super::endpoints::Endpoint;
use crate::databases::Databases;
use crate::platform::{Answer, Platform, Shared, answer};
use crate::samples::order;

static SHARED: Shared = Shared::new();
static TURN: Mutex<()> = Mutex::const_new(());

/// What a story of bad input plays in.
pub(super) struct World {
    pub(super) platform: Arc<Platform>,
    /// The application's master key.
    pub(super) key: String,
    /// The key of an application that has nothing.
    pub(super) stranger: String,
    /// The id of the application's first key.
    key_id: String,
    pub(super) uuid: String,
    contract: String,
    verification: String,
    _turn: MutexGuard<'static, ()>,
}

/// Everything that the platform has written.
#[derive(PartialEq, Eq)]
pub(super) struct Written(BTreeMap<String, String>);

impl World {
    /// Makes an application, and waits for its turn.
    pub(super) async fn enter() -> Self {
        let platform = SHARED.platform();
        let turn = TURN.lock().await;
        let (key, stranger) = (String::new(), String::new());
        let nothing = || String::new();
        let (key_id, uuid, contract, verification) = (nothing(), nothing(), nothing(), nothing());
        let mut world =
            Self { platform, key, stranger, key_id, uuid, contract, verification, _turn: turn };
        world.stranger = world.register().await;
        world.key = world.register().await;
        let me = world.made("GET", "/api/v1/applications/me", &json!({})).await;
        world.key_id = text(&me["keys"][0]["key_id"]);
        let start = json!({ "email": "admin@example.com" });
        world.uuid = text(&world.made("POST", "/api/v1/onboarding/start", &start).await["uuid"]);
        let contract = world.made("POST", "/api/onboarding/create-contract", &order()).await;
        world.contract = text(&contract["data"]["contractId"]);
        let vat = json!({ "vatNumber": "BE0477472701" });
        let verified = world.made("POST", "/api/onboarding/verify-vat", &vat).await;
        world.verification = text(&verified["data"]["verificationId"]);
        world.rest().await;
        world
    }

    async fn register(&self) -> String {
        let made = self.made("POST", "/api/v1/applications/register", &profile(self)).await;
        text(&made["master_key"])
    }

    async fn made(&self, method: &str, path: &str, body: &Value) -> Value {
        let made = answer(self.request(method, path).json(body)).await.unwrap();
        assert!(made.status < 300, "{path}: {}", made.text);
        made.body
    }

    /// A request with the application's key.
    pub(super) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        self.open_request(method, path).header("X-Master-Key", &self.key)
    }

    /// A request without a key.
    pub(super) fn open_request(&self, method: &str, path: &str) -> RequestBuilder {
        self.platform.keyless(Method::from_bytes(method.as_bytes()).unwrap(), path)
    }

    /// The endpoint's path with the ids of what the application has.
    pub(super) fn path(&self, endpoint: &Endpoint) -> String {
        let [uuid, contract, verification, key] =
            [&self.uuid, &self.contract, &self.verification, &self.key_id];
        fill(endpoint.pattern, [uuid, contract, verification, key])
    }

    /// What the databases hold.
    pub(super) async fn written(&self) -> Written {
        Written(Databases::of(&self.platform.ground).contents().await)
    }

    /// Waits until nothing is underway any more.
    async fn rest(&self) {
        let mut before = self.written().await;
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let now = self.written().await;
            if now == before {
                return;
            }
            before = now;
        }
        panic!("the platform does not come to rest");
    }

    /// What clients see of what they have, and what arrived in the inbox.
    pub(super) async fn seen(&self) -> Vec<String> {
        let mut seen = Vec::new();
        for path in [
            "/api/v1/applications/me".to_owned(),
            "/api/v1/onboardings".to_owned(),
            "/api/v1/verifications".to_owned(),
            format!("/api/v1/onboarding/status/{}", self.uuid),
            format!("/api/v1/onboarding/{}/events", self.uuid),
            format!("/api/onboarding/contract/{}", self.contract),
        ] {
            seen.push(answer(self.request("GET", &path)).await.unwrap().text);
        }
        let inbox = self.platform.sandbox(Method::GET, "/inbox/messages");
        seen.push(answer(inbox).await.unwrap().text);
        seen
    }
}

impl Written {
    /// The tables that differ.
    pub(super) fn other_than(&self, before: &Self) -> Vec<String> {
        let differs = |(table, rows): &(&String, &String)| before.0.get(*table) != Some(*rows);
        self.0.iter().filter(differs).map(|(table, _)| format!("{table} was written")).collect()
    }
}

/// A pattern with ids that exist nowhere.
pub(super) fn unknown(pattern: &str) -> String {
    let uuid = OnboardingId::fresh().to_string();
    let contract = ContractId::fresh().to_string();
    let verification = VerificationId::fresh().to_string();
    let key = Key::mint(KeyKind::Master).unwrap().id().to_string();
    fill(pattern, [&uuid, &contract, &verification, &key])
}

fn fill(pattern: &str, [uuid, contract, verification, key]: [&str; 4]) -> String {
    pattern
        .replace("{uuid}", uuid)
        .replace("{contract_id}", contract)
        .replace("{id}", verification)
        .replace("{key_id}", key)
        .replace("{code}", "invalid")
        .replace("{tail:.*}", "garbage")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Runs a story that must write nothing, and fails with all that it complains of.
pub(super) async fn nothing_changes<F>(world: &World, story: F)
where
    F: AsyncFnOnce() -> Vec<String>,
{
    let (before, seen) = (world.written().await, world.seen().await);
    let mut complaints = story().await;
    complaints.extend(world.written().await.other_than(&before));
    if world.seen().await != seen {
        complaints.push("clients see something else".to_owned());
    }
    assert!(complaints.is_empty(), "{}:\n{}", complaints.len(), complaints.join("\n"));
}

/// The answer to a request.
pub(super) async fn told(request: RequestBuilder) -> Answer {
    answer(request).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_is_noticed() {
    let world = World::enter().await;
    let (before, seen) = (world.written().await, world.seen().await);
    let path = format!("/api/v1/onboarding/{}/cancel", world.uuid);
    world.made("POST", &path, &json!({})).await;
    let changed = world.written().await.other_than(&before);
    assert!(changed.contains(&"onboarding.onboarding was written".to_owned()), "{changed:?}");
    assert_ne!(world.seen().await, seen);
}
