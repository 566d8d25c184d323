//! The platform under load: processes of its own, over the load's own servers.

use std::collections::BTreeMap;
use std::sync::Arc;

use parvis::apart::{Apart, Plan};
use parvis_chassis::identity::Identity;
use parvis_kernel::{ApplicationId, Secret, SystemClock};
use parvis_testkit::{OwnServers, bodies};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{calls, machine};

/// Every part, in the order in which a request meets them.
pub(crate) const PARTS: [&str; 7] =
    ["gateway", "registry", "onboarding", "vat", "contract", "signature", "mailer"];

/// How many replicas of a part are started, and how many may follow.
pub(crate) type Counts<'a> = &'a [(&'a str, usize, usize)];

/// A running platform with one application.
pub(crate) struct Platform {
    pub(crate) apart: Apart,
    pub(crate) gateway: String,
    pub(crate) master_key: String,
    pub(crate) application: ApplicationId,
    folder: TempDir,
}

impl Platform {
    /// Starts a fresh one; one replica of each part that is not named.
    pub(crate) async fn start(backends: &OwnServers, counts: Counts<'_>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut plan = Plan::new(folder.path(), backends.postgres(), backends.fresh_broker());
        plan.ephemeral = true;
        plan.redis = Some(backends.redis());
        plan.environment = BTreeMap::from([("PARVIS_SHARED__LOG".to_owned(), "warn".to_owned())]);
        for (part, started, spare) in counts {
            plan = plan.with(part, *started, *spare);
        }
        let apart = Box::pin(Apart::start(plan)).await.unwrap();
        let gateway = apart.gateway();
        let url = format!("{gateway}/api/v1/applications/register");
        let answer =
            calls::http().post(url).json(&bodies::application("Load")).send().await.unwrap();
        let answer: Value = answer.error_for_status().unwrap().json().await.unwrap();
        let master_key = answer["master_key"].as_str().unwrap().to_owned();
        let application = ApplicationId::parse(answer["app_id"].as_str().unwrap()).unwrap();
        Self { apart, gateway, master_key, application, folder }
    }

    /// The gateway's identity: with its tokens a service believes that it let the application through.
    pub(crate) fn gateway_identity(&self) -> Identity {
        let place = self.folder.path().join("secrets/gateway.identity-key");
        let key = Secret::new(std::fs::read_to_string(place).unwrap());
        Identity::new("gateway", &key, Arc::new(SystemClock)).unwrap()
    }

    /// Lets an upstream answer late.
    pub(crate) async fn slow_down(&self, upstream: &str, millis: u64) {
        let url = format!("{}/faults/{upstream}", self.apart.sandbox().http_url);
        let wish = json!({ "latencyMs": millis });
        let answer = calls::http().put(url).json(&wish).send().await.unwrap();
        answer.error_for_status().unwrap();
    }

    /// The resident memory of the first replica of each part, in MB.
    pub(crate) fn memory(&self) -> BTreeMap<&'static str, f64> {
        let resident = |part| machine::resident(self.apart.process_id(part, 1)?);
        PARTS.into_iter().filter_map(|part| Some((part, resident(part)?))).collect()
    }

    /// Ends it in order.
    pub(crate) async fn end(self) {
        Box::pin(self.apart.end()).await.unwrap();
    }
}
