//! The service beside a sandbox that plays VIES and Sirene.

use std::time::Duration;

use parvis_kernel::ApplicationId;
use parvis_sandbox::{Config, Sandbox};
use parvis_testkit::{Answer, Running, Setup};
use parvis_vat::Vat;
use serde_json::{Value, json};

pub(crate) const VERIFY: &str = "/api/onboarding/verify-vat";
pub(crate) const LOOK_UP: &str = "/api/v1/verifications";

/// The tables whose growth a test may watch.
const TABLES: [&str; 4] = ["verification", "evidence", "work", "outbox_stream"];

pub(crate) struct Scene {
    pub(crate) vat: Running,
    pub(crate) app: ApplicationId,
    sandbox: Sandbox,
}

impl Scene {
    pub(crate) async fn open() -> Self {
        Self::with(Setup::default()).await
    }

    /// A short budget, so that a test of an outage does not wait long.
    pub(crate) async fn with(setup: Setup) -> Self {
        Self::patient(setup.with("vat.budget_ms", 400)).await
    }

    /// The budget of the default settings.
    pub(crate) async fn patient(setup: Setup) -> Self {
        let sandbox = Sandbox::start(Config::default()).await.unwrap();
        let addresses = sandbox.addresses();
        let vat = setup
            .with("vat.vies_url", addresses.vies_url.as_str())
            .with("vat.sirene_url", addresses.sirene_url.as_str())
            .with("vat.sirene_key", "sandbox")
            .beside("registry")
            .start::<Vat>()
            .await;
        Self { vat, app: ApplicationId::fresh(), sandbox }
    }

    pub(crate) async fn verify(&self, number: &str) -> Answer {
        self.vat.post(self.app, VERIFY, &json!({ "vatNumber": number })).await
    }

    /// What `verify` told, which must come with `status`.
    pub(crate) async fn told(&self, number: &str, status: u16) -> Value {
        let answer = self.verify(number).await;
        assert_eq!(answer.status, status, "{}", answer.text());
        answer.json()["data"].clone()
    }

    /// Switches a fault on.
    pub(crate) async fn fault(&self, upstream: &str, fault: Value) {
        let url = format!("{}/faults/{upstream}", self.sandbox.addresses().http_url);
        let answer = client().put(url).json(&fault).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{fault}");
    }

    /// Switches all faults off.
    pub(crate) async fn mend(&self) {
        let url = format!("{}/faults", self.sandbox.addresses().http_url);
        assert_eq!(client().delete(url).send().await.unwrap().status(), 204);
    }

    /// Lets the registry name the application's own VAT number.
    pub(crate) fn provider(&self, number: &str) {
        let path = format!("/internal/applications/{}", self.app);
        self.vat.neighbour.tell(&path, &json!({ "provider": { "vatNumber": number } }));
    }

    /// The stored verifications of a number, newest first.
    pub(crate) async fn stored(&self, number: &str) -> Vec<Value> {
        let answer = self.vat.get(self.app, &format!("{LOOK_UP}?vatNumber={number}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["data"].as_array().unwrap().clone()
    }

    /// The status that a number comes to have.
    pub(crate) async fn becomes(&self, number: &str, status: &str) -> Value {
        for _ in 0..200 {
            if let Some(found) = self.stored(number).await.first().filter(|v| v["status"] == status)
            {
                return found.clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{number} did not become {status}: {:?}", self.stored(number).await);
    }

    /// How many rows each watched table has.
    pub(crate) async fn rows(&self) -> Vec<i64> {
        let mut rows = Vec::new();
        for table in TABLES {
            rows.push(self.number(&format!("SELECT COUNT(*) FROM {table}")).await);
        }
        rows
    }

    /// The number that a query on the service's database gives.
    pub(crate) async fn number(&self, query: &str) -> i64 {
        self.vat.ground().count(query).await
    }
}

pub(crate) fn client() -> reqwest::Client {
    parvis_chassis::upstream::client(Duration::from_secs(10)).unwrap()
}
