//! What concerns only the platform in processes of its own. These run on it, whatever stack was chosen.

mod binaries;
mod ending;
mod proxy;
mod replicas;
mod waiting;

use std::process::Command;

use parvis::apart::{Apart, Plan};
use parvis_kernel::Secret;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::ground::{VirtualHost, check_binaries, postgres};
use crate::platform::{Answer, answer};
use crate::samples::application;

/// A platform whose processes are in the test's hands.
pub(crate) struct House {
    apart: Apart,
    client: Client,
    key: String,
    _folder: TempDir,
    _host: VirtualHost,
}

impl House {
    /// Starts it, with one application.
    async fn start(adjust: impl FnOnce(Plan) -> Plan) -> Self {
        check_binaries();
        let (folder, host) = (tempfile::tempdir().unwrap(), VirtualHost::fresh());
        let mut plan = Plan::new(folder.path(), Secret::new(postgres()), Secret::new(host.url()));
        plan.ephemeral = true;
        plan.environment.insert("PARVIS_SHARED__LOG".to_owned(), "info".to_owned());
        // Many platforms at once share a server.
        let few = ("PARVIS_SHARED__DATABASE_CONNECTIONS".to_owned(), "4".to_owned());
        plan.environment.extend([few]);
        let apart = Apart::start(adjust(plan)).await.unwrap();
        let client = Client::builder().pool_max_idle_per_host(0).build().unwrap();
        let key = String::new();
        let mut house = Self { apart, client, key, _folder: folder, _host: host };
        let body = application("Maison");
        let made = house.call(Method::POST, "/api/v1/applications/register", &body).await;
        house.key = made.body["master_key"].as_str().unwrap().to_owned();
        house
    }

    fn request(&self, method: Method, path: &str, body: &Value) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.apart.gateway()));
        request.header("X-Master-Key", &self.key).json(body)
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Answer {
        answer(self.request(method, path, body)).await.unwrap()
    }

    /// Asks whether a number is valid; VIES takes its time about it.
    fn slow_question(&self, number: &str) -> RequestBuilder {
        let body = json!({ "vatNumber": number });
        self.request(Method::POST, "/api/onboarding/verify-vat", &body)
    }

    /// Lets VIES take its time.
    async fn slow_vies(&self, milliseconds: u64) {
        let url = format!("{}/faults/vies", self.apart.sandbox().http_url);
        let fault = json!({ "latencyMs": milliseconds });
        answer(self.client.put(url).json(&fault)).await.unwrap();
    }

    async fn end(self) {
        self.apart.end().await.unwrap();
    }
}

/// A binary of the platform, beside the one under test.
fn binary(part: &str) -> Command {
    check_binaries();
    let parvis = std::path::Path::new(env!("CARGO_BIN_EXE_parvis"));
    Command::new(parvis.with_file_name(format!("parvis-{part}")))
}
