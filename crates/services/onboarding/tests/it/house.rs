//! The onboarding service beside a real name server, with everything else in the test's hands.

use parvis_events::registry::v1::{ApiKeyRegistered, RegisterApiKey};
use parvis_kernel::ApplicationId;
use parvis_onboarding::Onboarding;
use parvis_sandbox::{Config, Sandbox};
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;
use serde_json::{Value, json};

pub(crate) struct House {
    pub(crate) running: Running,
    pub(crate) sandbox: Sandbox,
    pub(crate) application: ApplicationId,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with(Setup::default()).await
    }

    pub(crate) async fn with(setup: Setup) -> Self {
        let sandbox = Sandbox::start(Config::default()).await.unwrap();
        let running = Self::surrounded(setup, &sandbox).start::<Onboarding>().await;
        Self { running, sandbox, application: ApplicationId::fresh() }
    }

    /// A house with a second process of the service, started together on the same database.
    pub(crate) async fn twice() -> (Self, Running) {
        let sandbox = Sandbox::start(Config::default()).await.unwrap();
        let setup = Self::surrounded(Setup::default(), &sandbox);
        let mut started = setup.start_replicas::<Onboarding>(2).await;
        let (running, other) = (started.remove(0), started.remove(0));
        (Self { running, sandbox, application: ApplicationId::fresh() }, other)
    }

    fn surrounded(setup: Setup, sandbox: &Sandbox) -> Setup {
        setup
            .with("onboarding.dns_resolver", sandbox.addresses().dns.to_string())
            .with("onboarding.application_owner", "applications")
            .beside("applications")
    }

    /// Lets tenants' names resolve, or not.
    pub(crate) async fn resolve(&self, wildcard: bool) {
        let url = format!("{}/dns", self.sandbox.addresses().http_url);
        let client = parvis_chassis::upstream::client(std::time::Duration::from_secs(5)).unwrap();
        let answer = client.put(url).json(&json!({ "wildcard": wildcard })).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.running.get(self.application, path).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.running.post(self.application, path, body).await
    }

    /// Posts with further headers.
    pub(crate) async fn post_with(
        &self,
        path: &str,
        body: &Value,
        headers: &[(&'static str, &str)],
    ) -> Answer {
        self.post_to(&self.running, (path, body), headers).await
    }

    /// The same at another process of the service.
    pub(crate) async fn post_to(
        &self,
        replica: &Running,
        (path, body): (&str, &Value),
        headers: &[(&'static str, &str)],
    ) -> Answer {
        let mut request = replica.request(Method::POST, path, Some(self.application)).json(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Answer::of(request.send().await.unwrap()).await
    }

    /// Starts an onboarding and returns its uuid.
    pub(crate) async fn started(&self) -> String {
        let body = json!({"email": "admin@example.com", "organization_name": "Clinique du Lac"});
        let answer = self.post("/api/v1/onboarding/start", &body).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()["uuid"].as_str().unwrap().to_owned()
    }

    /// Asks for the space and waits for it so many seconds.
    pub(crate) async fn provision(&self, uuid: &str, wait: &str) -> Answer {
        let body = json!({ "uuid": uuid });
        let prefer = format!("wait={wait}");
        self.post_with("/api/v1/onboarding/provision", &body, &[("prefer", &prefer)]).await
    }

    pub(crate) async fn activated(&self) -> String {
        let uuid = self.started().await;
        let answer = self.provision(&uuid, "20").await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        uuid
    }

    pub(crate) async fn complete(&self, uuid: &str, tenant: &str) -> Answer {
        let path = format!("/api/v1/onboarding/{uuid}/complete");
        self.post(&path, &json!({ "tenant_id": tenant })).await
    }

    pub(crate) async fn status(&self, uuid: &str) -> Value {
        let answer = self.get(&format!("/api/v1/onboarding/status/{uuid}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Waits, within bounds, until the status is as wanted.
    pub(crate) async fn until(&self, uuid: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
        loop {
            let status = self.status(uuid).await;
            if wanted(&status) {
                return status;
            }
            assert!(tokio::time::Instant::now() < end, "it never came: {status:#}");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Says that the key was registered that this onboarding asked to register.
    pub(crate) async fn register(&self, uuid: &str) -> RegisterApiKey {
        let asked = self.running.heard::<RegisterApiKey>(|m| m.onboarding_id == uuid).await;
        let fact = ApiKeyRegistered {
            key_id: asked.key_id.clone(),
            application_id: asked.application_id.clone(),
            reference: asked.reference.clone(),
            onboarding_id: asked.onboarding_id.clone(),
        };
        self.running.say("elsewhere", (&asked.key_id, 1), &fact).await;
        asked
    }

    /// The state of one step.
    pub(crate) fn step<'a>(status: &'a Value, id: &str) -> &'a Value {
        let steps = status["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).unwrap()
    }

    /// The types of the events of an onboarding, page by page.
    pub(crate) async fn events(&self, uuid: &str) -> Vec<Value> {
        let (mut all, mut query) = (Vec::new(), String::new());
        for _ in 0..20 {
            let page = self.get(&format!("/api/v1/onboarding/{uuid}/events{query}")).await.json();
            all.extend(page["data"].as_array().unwrap().iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else { break };
            query = format!("?cursor={cursor}");
        }
        all
    }
}
