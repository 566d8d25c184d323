//! A process whose database and broker are away: it lives, says that it is not ready, and waits.

use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use parvis_chassis::Tasks;
use parvis_testkit::TestDatabase;
use reqwest::Client;
use serde_json::Value;

use super::binary;
use super::proxy::Proxy;
use crate::ground::VirtualHost;
use crate::platform::{answer, until};

/// A vat service by itself, with the secrets that `parvis secrets` makes.
struct Vat {
    process: Child,
    listen: String,
    secrets: tempfile::TempDir,
}

fn secrets() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut parvis = Command::new(env!("CARGO_BIN_EXE_parvis"));
    let made = parvis.arg("secrets").arg(folder.path().join("s")).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    folder
}

fn configured(command: &mut Command, secrets: &Path, listen: &str) {
    let file = |name: &str| secrets.join("s").join(name);
    command
        .env("PARVIS_SHARED__MODE", "development")
        .env("PARVIS_SHARED__PUBLIC_URL", "http://parvis.test")
        .env("PARVIS_SHARED__KEY_ENCRYPTION_KEY_FILE", file("key-encryption-key"))
        .env("PARVIS_SHARED__TRUSTED_KEYS_FILE", file("trusted-keys"))
        .env("PARVIS_SHARED__IDENTITY_KEY_FILE", file("vat.identity-key"))
        .env("PARVIS_SHARED__LISTEN", listen)
        .env("PARVIS_SHARED__LOG", "warn")
        .stderr(Stdio::piped());
}

impl Vat {
    fn start(database: &str, broker: &str) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let (listen, secrets) = (free.local_addr().unwrap().to_string(), secrets());
        drop(free);
        let mut command = binary("vat");
        configured(&mut command, secrets.path(), &listen);
        command.env("PARVIS_SHARED__DATABASES__VAT", database).env("PARVIS_SHARED__BUS", broker);
        Self { process: command.spawn().unwrap(), listen, secrets }
    }

    /// What a page of its health says: the status and the body.
    async fn health(&self, page: &str) -> Option<(u16, Value)> {
        let client = Client::builder().pool_max_idle_per_host(0).build().unwrap();
        let asked = client.get(format!("http://{}/health/{page}", self.listen));
        let told = answer(asked).await.ok()?;
        Some((told.status, told.body))
    }

    /// Waits for what the readiness says.
    async fn ready(&self, status: u16, parts: Value) {
        until(&parts.to_string(), || async {
            let (now, body) = self.health("ready").await?;
            (now == status && body["parts"] == parts).then_some(())
        })
        .await;
    }

    /// Asks by the binary's own subcommand.
    fn healthcheck(&self, arguments: &[&str]) -> bool {
        let mut command = binary("vat");
        configured(&mut command, self.secrets.path(), &self.listen);
        let asked = command.arg("healthcheck").args(arguments).output().unwrap();
        asked.status.success()
    }

    /// Tells it to end.
    fn end(&mut self) -> ExitStatus {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.process.wait().unwrap()
    }
}

impl Drop for Vat {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_lives_and_waits_until_its_database_and_its_broker_are_there() {
    let (database, host, tasks) =
        (TestDatabase::fresh("waiting").await, VirtualHost::fresh(), Tasks::default());
    let (to_database, to_broker) = (Proxy::to(&database.url(), 5432), Proxy::to(&host.url(), 5672));
    let mut vat = Vat::start(to_database.url(), to_broker.url());
    let lives = until("life", || async { vat.health("live").await }).await;
    assert_eq!(lives.0, 200);
    vat.ready(503, serde_json::json!({ "start": "unavailable" })).await;
    assert!(vat.healthcheck(&["--live"]) && !vat.healthcheck(&[]));
    to_database.open(&tasks).await;
    vat.ready(503, serde_json::json!({ "database": "ok", "bus": "unavailable" })).await;
    to_broker.open(&tasks).await;
    vat.ready(200, serde_json::json!({ "database": "ok", "bus": "ok" })).await;
    assert!(vat.healthcheck(&[]));
    assert!(vat.end().success());
    assert!(!vat.healthcheck(&["--live"]));
    tasks.drain(Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_waits_can_be_told_to_end() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let database = format!("postgres://nobody:canary@{nobody}/nothing");
    let mut vat = Vat::start(&database, &format!("amqp://nobody:canary@{nobody}/%2f"));
    until("life", || async { vat.health("live").await }).await;
    // It looks for its database, and says so, at least once.
    vat.ready(503, serde_json::json!({ "start": "unavailable" })).await;
    assert!(vat.end().success());
    let mut said = String::new();
    std::io::Read::read_to_string(&mut vat.process.stderr.take().unwrap(), &mut said).unwrap();
    assert!(!said.contains("canary"), "{said}");
}
