//! A service that ends at any moment and starts again on the same database goes on where it was.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use parvis_bus::Bus;
use parvis_chassis::identity::{Identity, Subject};
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_chassis::{Config, Keyring, Service as _, Tasks, prepare};
use parvis_kernel::{ApplicationId, Secret, Timestamp};
use parvis_onboarding::Onboarding;
use parvis_onboarding::domain::journey::built_in::TENANT;
use parvis_onboarding::domain::journey::{Definition, Event, Journey, replay};
use parvis_sandbox::Sandbox;
use parvis_testkit::{Answer, TestClock};
use reqwest::Method;
use serde_json::{Value, json};

/// What stays when the service ends: its data, its keys, and the name server.
struct Ground {
    data: parvis_testkit::Ground,
    clock: Arc<TestClock>,
    sandbox: Sandbox,
    secret: Secret,
    key: Secret,
    public: String,
    application: ApplicationId,
}

/// One life of the service.
struct Life<'a> {
    ground: &'a Ground,
    url: String,
    tasks: Tasks,
}

impl Ground {
    async fn new() -> Self {
        parvis_chassis::install_tls();
        let (key, public) = Identity::generate().unwrap();
        Self {
            data: parvis_testkit::Ground::fresh("onboarding").await,
            clock: Arc::new(TestClock::at("2026-01-05T09:00:00Z")),
            sandbox: Sandbox::start(parvis_sandbox::Config::default()).await.unwrap(),
            secret: Keyring::generate().unwrap(),
            key,
            public,
            application: ApplicationId::fresh(),
        }
    }

    async fn live(&self) -> Life<'_> {
        let config = Config::from_defaults([SHARED_DEFAULTS, Onboarding::DEFAULTS])
            .with("shared.mode", "development")
            .with("shared.public_url", "http://parvis.test")
            .with("shared.key_encryption_key", self.secret.reveal())
            .with("shared.identity_key", self.key.reveal())
            .with("shared.trusted_keys.gateway", &self.public)
            .with("shared.databases.onboarding", self.data.url())
            .with("shared.database_connections", 6)
            .with("onboarding.dns_resolver", self.sandbox.addresses().dns.to_string());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let tasks = Tasks::default();
        let bus = Bus::memory();
        let prepared = prepare::<Onboarding>(&config, &bus, self.clock.clone(), listener).await;
        prepared.unwrap().start(&tasks);
        Life { ground: self, url, tasks }
    }

    async fn column(&self, sql: &str) -> Vec<String> {
        self.data.column(sql).await
    }
}

impl Life<'_> {
    async fn call(&self, method: Method, path: &str, body: &Value) -> Answer {
        let ground = self.ground;
        let clock = ground.clock.clone();
        let gateway = Identity::new("gateway", &ground.key, clock).unwrap();
        let subject = Subject::Application(ground.application);
        let token = gateway.token("onboarding", subject).unwrap();
        let client = parvis_chassis::upstream::client(Duration::from_secs(30)).unwrap();
        let request = client.request(method, format!("{}{path}", self.url)).bearer_auth(token);
        let request = request.header("prefer", "wait=1").json(body);
        Answer::of(request.send().await.unwrap()).await
    }

    async fn until(&self, uuid: &str, status: &str) -> Value {
        let path = format!("/api/v1/onboarding/status/{uuid}");
        let look = async {
            loop {
                let told = self.call(Method::GET, &path, &json!({})).await.json();
                if told["onboarding_status"] == status {
                    return told;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), look).await.unwrap()
    }

    async fn end(self) {
        assert!(self.tasks.drain(Duration::from_secs(20)).await);
    }
}

async fn resolve(ground: &Ground, wildcard: bool) {
    let url = format!("{}/dns", ground.sandbox.addresses().http_url);
    let client = parvis_chassis::upstream::client(Duration::from_secs(5)).unwrap();
    client.put(url).json(&json!({ "wildcard": wildcard })).send().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journey_goes_on_after_a_restart_with_the_same_certificate() {
    let ground = Ground::new().await;
    resolve(&ground, false).await;
    let life = ground.live().await;
    let start = json!({"email": "admin@example.com", "organization_name": "Clinique du Lac"});
    let told = life.call(Method::POST, "/api/v1/onboarding/start", &start).await.json();
    let uuid = told["uuid"].as_str().unwrap().to_owned();
    let provision = json!({ "uuid": uuid });
    life.call(Method::POST, "/api/v1/onboarding/provision", &provision).await;
    life.end().await;
    let before = ground.column("SELECT pem FROM certificate ORDER BY name").await;

    resolve(&ground, true).await;
    ground.clock.advance(Duration::from_secs(1));
    let life = ground.live().await;
    let told = life.until(&uuid, "activated").await;
    assert_eq!(told["metadata"]["provisioning_attempts"], 2);
    assert_eq!(ground.column("SELECT pem FROM certificate ORDER BY name").await, before);

    ground.clock.advance(Duration::from_hours(370 * 24));
    let renewed = async {
        while ground.column("SELECT pem FROM certificate ORDER BY name").await == before {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), renewed).await.unwrap();
    life.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_of_a_journey_gives_the_same_journey() {
    let ground = Ground::new().await;
    let life = ground.live().await;
    let start = json!({"email": "admin@example.com"});
    let told = life.call(Method::POST, "/api/v1/onboarding/start", &start).await.json();
    let uuid = told["uuid"].as_str().unwrap();
    let provision = json!({ "uuid": uuid });
    life.call(Method::POST, "/api/v1/onboarding/provision", &provision).await;
    life.until(uuid, "activated").await;
    let cancel = format!("/api/v1/onboarding/{uuid}/cancel");
    life.call(Method::POST, &cancel, &json!({"reason": "changed our mind"})).await;
    life.end().await;

    let log = "SELECT CAST(at AS text) || ' ' || event FROM journey_event ORDER BY seq";
    let log = ground.column(log).await.into_iter().map(|row| {
        let (at, event) = row.split_once(' ').unwrap();
        let event: Event = serde_json::from_str(event).unwrap();
        (event, Timestamp::from_millis(at.parse().unwrap()))
    });
    let log: Vec<_> = log.collect();
    let definition = Definition::parse(TENANT).unwrap();
    let replayed = replay(&definition, log.iter().map(|(event, at)| (event, *at)));
    let stored = ground.column("SELECT journey FROM onboarding").await;
    let stored: Journey = serde_json::from_str(&stored[0]).unwrap();
    assert_eq!(replayed, stored);
    assert!(stored.is_over());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenants_rows_hold_nothing_but_what_the_guide_names() {
    let ground = Ground::new().await;
    let life = ground.live().await;
    let start = json!({
        "email": "admin@example.com", "organization_name": "Clinique du Lac",
        "phone": "+33 1 11 11 11 11", "siret": "13003013300016",
    });
    let told = life.call(Method::POST, "/api/v1/onboarding/start", &start).await.json();
    let uuid = told["uuid"].as_str().unwrap();
    life.call(Method::POST, "/api/v1/onboarding/provision", &json!({ "uuid": uuid })).await;
    life.until(uuid, "activated").await;
    let complete = format!("/api/v1/onboarding/{uuid}/complete");
    let body = json!({"tenant_id": "tenant_1", "metadata": {"canary": "never-kept"}});
    assert_eq!(life.call(Method::POST, &complete, &body).await.status, 200);
    life.end().await;
    let columns = ground.data.columns_of("onboarding").await;
    assert_eq!(
        columns,
        [
            "id",
            "application_id",
            "version",
            "definition",
            "journey",
            "status",
            "email",
            "organization_name",
            "base_domain",
            "subdomain",
            "dns_configured",
            "ssl_configured",
            "tenant_id",
            "provision_started_at",
            "created_at",
            "updated_at",
            "completed_at",
        ]
    );
    assert!(ground.column("SELECT onboarding_id FROM client").await.is_empty());
    let stored = ground.data.contents().await;
    for canary in ["never-kept", "+33 1 11"] {
        let bytes = canary.as_bytes();
        assert!(!stored.windows(bytes.len()).any(|window| window == bytes), "{canary}");
    }
}
