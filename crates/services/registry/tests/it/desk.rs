//! A running registry and what tests do at its desk.

use std::ops::Deref;

use parvis_chassis::key::{Key, KeyKind};
use parvis_kernel::ApplicationId;
use parvis_registry::Registry;
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;
use serde_json::{Value, json};

pub(crate) const REGISTER: &str = "/api/v1/applications/register";
pub(crate) const ME: &str = "/api/v1/applications/me";
pub(crate) const KEYS: &str = "/api/v1/applications/me/keys";

/// A registry at which anyone may register.
pub(crate) struct Desk(Running);

impl Deref for Desk {
    type Target = Running;

    fn deref(&self) -> &Running {
        &self.0
    }
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::with("open", "").await
    }

    pub(crate) async fn with(registration: &str, token: &str) -> Self {
        let setup = Setup::default()
            .with("registry.registration", registration)
            .with("registry.bootstrap_token", token);
        Self(setup.start::<Registry>().await)
    }

    /// Sends JSON, or any other text, as a caller without a key does.
    pub(crate) async fn register(&self, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, REGISTER, None).json(body).send().await.unwrap())
            .await
    }

    /// Registers an application; gives its id and its master key.
    pub(crate) async fn registered(&self) -> (ApplicationId, String) {
        let made = self.register(&json!({ "app_name": "Atelier" })).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let made = made.json();
        let id = ApplicationId::parse(made["app_id"].as_str().unwrap()).unwrap();
        (id, made["master_key"].as_str().unwrap().to_owned())
    }

    /// A call that changes something, for an application.
    pub(crate) async fn send(&self, method: Method, app: ApplicationId, path: &str) -> Answer {
        Answer::of(self.request(method, path, Some(app)).send().await.unwrap()).await
    }

    pub(crate) async fn patch(&self, app: ApplicationId, body: &Value) -> Answer {
        let request = self.request(Method::PATCH, ME, Some(app)).json(body);
        Answer::of(request.send().await.unwrap()).await
    }

    /// Asks who holds a key, as the gateway does.
    pub(crate) async fn resolve(&self, body: &Value) -> Answer {
        let request = self.peer_request(Method::POST, "/internal/keys/resolve").json(body);
        Answer::of(request.send().await.unwrap()).await
    }

    /// The question whether `key` is valid, as the gateway asks it.
    pub(crate) fn question(&self, key: &str) -> Value {
        let key = Key::parse(KeyKind::Master, key).unwrap();
        let hash = key.hash(&self.keyring).unwrap();
        json!({ "kind": "master", "key_id": key.id().as_str(), "hash": hash })
    }

    /// The ids of an application's master keys, oldest first.
    pub(crate) async fn key_ids(&self, app: ApplicationId) -> Vec<String> {
        let me = self.get(app, ME).await.json();
        let keys = me["keys"].as_array().unwrap();
        keys.iter().map(|key| key["key_id"].as_str().unwrap().to_owned()).collect()
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        self.ground().count(sql).await
    }

    /// Everything that stands in the database, as text.
    pub(crate) async fn stored(&self) -> String {
        String::from_utf8_lossy(&self.ground().contents().await).into_owned()
    }
}

/// The data of a provider, complete.
pub(crate) fn provider() -> Value {
    json!({
        "legalName": "Parvis Démonstration",
        "legalForm": "SAS",
        "capital": "50000.00",
        "registration": "RCS de démonstration 1",
        "address": "1, place du Parvis\n75004 Paris",
        "vatNumber": "FR61130030133",
        "signatory": "Signataire de démonstration - Présidence",
    })
}

/// A price list, complete.
pub(crate) fn prices() -> Value {
    json!({
        "currency": "EUR",
        "industriel": "490.00",
        "transporteur": "290.00",
        "logisticien": "390.00",
        "afretIA": "90.00",
        "sms": "20.00",
    })
}

/// Where the faults of a problem stand, and their codes.
pub(crate) fn faults(answer: &Answer) -> Vec<(String, String)> {
    let body = answer.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let fields = body["error"]["fields"].as_array().cloned().unwrap_or_default();
    fields.iter().map(|field| (text(&field["pointer"]), text(&field["code"]))).collect()
}
