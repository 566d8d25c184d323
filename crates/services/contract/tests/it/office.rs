//! A running contract service and what tests do at its desk.

use std::ops::Deref;

use parvis_contract::Contracts;
use parvis_kernel::ApplicationId;
use parvis_testkit::{Answer, Running, Setup};
use reqwest::Method;
use serde_json::{Value, json};

use crate::characters::extracted;
use crate::sample::{order, provider};

pub(crate) const CREATE: &str = "/api/onboarding/create-contract";

/// A contract service beside a registry that knows one application.
pub(crate) struct Office {
    running: Running,
    pub(crate) application: ApplicationId,
}

impl Deref for Office {
    type Target = Running;

    fn deref(&self) -> &Running {
        &self.running
    }
}

impl Office {
    pub(crate) async fn open() -> Self {
        Self::with(Setup::default()).await
    }

    pub(crate) async fn with(setup: Setup) -> Self {
        let office = Self::of(setup.beside("registry").start::<Contracts>().await);
        office.registers(office.application, &profile());
        office
    }

    /// A service whose registry is the test's own business.
    pub(crate) fn of(running: Running) -> Self {
        Self { running, application: ApplicationId::fresh() }
    }

    /// Lets the registry know an application.
    pub(crate) fn registers(&self, application: ApplicationId, profile: &Value) {
        self.neighbour.tell(&format!("/internal/applications/{application}"), profile);
    }

    pub(crate) async fn create(&self, order: &Value) -> Answer {
        self.post(self.application, CREATE, order).await
    }

    /// Has a contract written; gives its id.
    pub(crate) async fn created(&self) -> String {
        let answer = self.create(&order()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json()["data"]["contractId"].as_str().unwrap().to_owned()
    }

    /// Has a contract written; gives everything that its PDF shows, without spaces.
    pub(crate) async fn printed(&self, application: ApplicationId) -> String {
        let answer = self.post(application, CREATE, &order()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let answer = answer.json();
        let link = answer["data"]["links"]["pdf"].as_str().unwrap();
        extracted(&self.get(application, link).await.bytes)
    }

    /// What the application sees of a contract.
    pub(crate) async fn view(&self, id: &str) -> Value {
        let answer = self.get(self.application, &format!("/api/onboarding/contract/{id}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["data"].clone()
    }

    /// What another service is answered.
    pub(crate) async fn internal(&self, path: &str) -> Answer {
        Answer::of(self.peer_request(Method::GET, path).send().await.unwrap()).await
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        self.ground().count(sql).await
    }

    /// Changes rows behind the service's back.
    pub(crate) async fn change(&self, sql: &str) {
        self.ground().change(sql).await;
    }

    /// Waits until a query counts no row.
    pub(crate) async fn until_none(&self, sql: &str) {
        self.ground().until(sql, 0).await;
    }

    /// Waits until everything heard is handled, all work is done and all is said.
    pub(crate) async fn settled(&self) {
        self.until_none("SELECT count(*) FROM inbox WHERE state = 'waiting'").await;
        self.until_none("SELECT count(*) FROM work").await;
        self.until_none("SELECT count(*) FROM outbox WHERE published_at IS NULL").await;
    }

    /// Waits until the only piece of work has failed and waits for its next try.
    pub(crate) async fn until_work_failed(&self) {
        let failed = "last_error IS NOT NULL AND attempts > 0 AND leased_until = 0";
        self.until_none(&format!("SELECT 1 - count(*) FROM work WHERE {failed}")).await;
    }

    /// How often messages of a kind were said.
    pub(crate) async fn told(&self, kind: &str) -> usize {
        let kind = format!("parvis.contract.v1.{kind}");
        self.said().await.iter().filter(|envelope| envelope.kind == kind).count()
    }
}

/// What the registry knows about the application, complete.
pub(crate) fn profile() -> Value {
    json!({
        "application_id": "app_019a8c3e5f7b7d20a1b2c3d4e5f60718",
        "app_name": "Fret & Quai",
        "contact_email": null,
        "provider": provider(),
        "prices": null,
    })
}

/// Where the faults of a problem stand, and their codes.
pub(crate) fn faults(answer: &Answer) -> Vec<(String, String)> {
    let body = answer.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let fields = body["error"]["fields"].as_array().cloned().unwrap_or_default();
    fields.iter().map(|field| (text(&field["pointer"]), text(&field["code"]))).collect()
}
