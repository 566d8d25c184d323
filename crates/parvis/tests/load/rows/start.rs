//! `start` at the onboarding service's own port, eight clients, against pgbench with the same statements.

use std::io::Write as _;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use parvis_chassis::Service;
use parvis_chassis::identity::{Identity, Subject};
use parvis_kernel::{ApplicationId, Secret, SystemClock, id};
use parvis_onboarding::Onboarding;
use parvis_outbox::{Database, Options};
use parvis_testkit::OwnServers;
use sea_orm::sqlx::postgres::PgPool;
use serde_json::{Value, json};

use super::{Row, Setting, rate, round};
use crate::calls;
use crate::loops;
use crate::platform::Platform;
use crate::sql;
use crate::statements::{self, Script, Statement};
use crate::tally::Tally;

const CLIENTS: usize = 8;
const SPAN: Duration = Duration::from_secs(20);
const WARM_UP: Duration = Duration::from_secs(2);
/// How long the log may take to show what was said.
const SETTLED: Duration = Duration::from_millis(500);
/// What is promised: half of what pgbench does.
const PROMISED: f64 = 0.5;
pub(super) const CALL: &str = "start";

pub(super) async fn run(setting: &Setting<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, keyed) in [("start", false), ("start with a key", true)] {
        rows.push(one(setting, name, keyed).await);
    }
    rows
}

async fn one(setting: &Setting<'_>, name: &'static str, keyed: bool) -> Row {
    let platform = Platform::start(setting.backends, &[]).await;
    let starter = Starter::new(&platform, keyed);
    let recorded = starter.recorded(setting.backends).await;
    let script = statements::script(&recorded.statements, &recorded.unique);
    let ground = Ground::fresh(setting.backends).await;
    let (tally, span) = (Tally::default(), setting.options.span(SPAN));
    let (mut product, mut ceiling) = (0.0_f64, 0.0_f64);
    // In turn, so that both meet the same machine.
    for _ in 0..setting.options.times(1, 3) {
        let before = tally.count(CALL);
        loops::closed((CLIENTS, WARM_UP, span), &tally, |_| starter.start(&tally)).await;
        product = product.max(rate(tally.count(CALL) - before, span));
        ceiling = ceiling.max(ground.pgbench(&script, span));
    }
    ground.end().await;
    platform.end().await;
    let (ratio, statements) = (round(product / ceiling), script.statements);
    let p99 = tally.lines().first().map_or(0.0, |line| line.p99);
    println!(
        "{name}: {product}/s, p99 {p99} ms; pgbench with its {statements} statements: {ceiling}/s; ratio {ratio}"
    );
    let row = Row::new(name).with("clients", CLIENTS).with("started_per_second", product);
    let row = row.with("p99_milliseconds", p99).with("statements", statements);
    let row = row.with("pgbench_per_second", ceiling).with("ratio", ratio);
    let row = row.with("errors", tally.errors());
    row.and(ratio >= PROMISED, "it does less than half")
        .and(tally.errors() == 0, tally.failures().join("; "))
}

/// What the service says to its database when it is asked once, and which texts in it are of that call alone.
pub(super) struct Recorded {
    pub(super) statements: Vec<Statement>,
    pub(super) unique: Vec<String>,
}

/// Starts onboardings at the service's own port, as the gateway passes them on.
pub(super) struct Starter {
    http: reqwest::Client,
    identity: Identity,
    application: ApplicationId,
    url: String,
    keyed: bool,
}

impl Starter {
    pub(super) fn new(platform: &Platform, keyed: bool) -> Self {
        let url = format!("{}/api/v1/onboarding/start", platform.apart.urls("onboarding")[0]);
        let (identity, application) = (platform.gateway_identity(), platform.application);
        Self { http: calls::http(), identity, application, url, keyed }
    }

    /// Starts one, and tells its answer.
    pub(super) async fn start(&self, tally: &Tally) {
        let begun = Instant::now();
        match self.asked().await {
            Ok(_) => tally.took(CALL, begun.elapsed()),
            Err(error) => tally.failed(CALL, &error.to_string()),
        }
    }

    async fn asked(&self) -> reqwest::Result<Value> {
        let name = id::fresh().simple().to_string();
        let body = json!({ "email": format!("{name}@example.com"), "organization_name": name });
        let token =
            self.identity.token("onboarding", Subject::Application(self.application)).unwrap();
        let mut request = self.http.post(&self.url).bearer_auth(token).json(&body);
        if self.keyed {
            request = request.header("Idempotency-Key", name);
        }
        request.send().await?.error_for_status()?.json().await
    }

    /// Starts one, and reads in the server's log what that took.
    pub(super) async fn recorded(&self, backends: &OwnServers) -> Recorded {
        let server = sql::connect(&backends.postgres()).await;
        // The first ones prepare their statements.
        for _ in 0..3 {
            self.asked().await.unwrap();
        }
        log_statements(&server, "all").await;
        let before = std::fs::metadata(backends.postgres_log()).unwrap().len();
        let answer = self.asked().await.unwrap();
        tokio::time::sleep(SETTLED).await;
        log_statements(&server, "none").await;
        server.close().await;
        let log = std::fs::read(backends.postgres_log()).unwrap();
        let log = String::from_utf8_lossy(&log[usize::try_from(before).unwrap()..]).into_owned();
        let said = statements::transactions(&log).into_iter().filter(|said| is_of_start(said));
        let statements: Vec<Statement> = said.flatten().collect();
        let owner = self.application.to_string().split_off("app_".len());
        let mut unique = statements::ids(&statements);
        unique.retain(|id| *id != owner);
        let label = answer["subdomain"].as_str().unwrap().to_owned();
        if !unique.contains(&label) {
            unique.push(label);
        }
        Recorded { statements, unique }
    }
}

async fn log_statements(server: &PgPool, which: &str) {
    sql::execute(server, &format!("ALTER SYSTEM SET log_statement = '{which}'")).await;
    sql::execute(server, "SELECT pg_reload_conf()").await;
    // Sessions read the settings again between two statements.
    tokio::time::sleep(Duration::from_millis(300)).await;
}

/// The transactions of the call itself; relays and workers speak too.
fn is_of_start(transaction: &[Statement]) -> bool {
    let tables = ["\"subdomain\"", "\"idempotency\""];
    transaction.iter().any(|statement| tables.iter().any(|table| statement.sql.contains(table)))
}

/// A database with the service's tables and without the service.
struct Ground {
    url: Secret,
    server: Secret,
}

impl Ground {
    async fn fresh(backends: &OwnServers) -> Self {
        let name = format!("parvis_load_{}", id::fresh().simple());
        let server = sql::connect(&backends.postgres()).await;
        sql::execute(&server, &format!("CREATE DATABASE \"{name}\"")).await;
        server.close().await;
        let url = backends.database(&name);
        let (clock, roots) = (Arc::new(SystemClock), String::new());
        let options =
            Options { service: "onboarding", url: url.clone(), connections: 2, roots, clock };
        let database = Database::open(options).await.unwrap();
        database.migrate::<<Onboarding as Service>::Migrator>().await.unwrap();
        database.close().await.unwrap();
        Self { url, server: backends.postgres() }
    }

    /// Transactions in a second.
    fn pgbench(&self, script: &Script, span: Duration) -> f64 {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(script.text.as_bytes()).unwrap();
        let mut command = Command::new("pgbench");
        command.args(["-n", "-M", "prepared", "-j", "2", "-c"]).arg(CLIENTS.to_string());
        command.arg("-T").arg(span.as_secs().to_string()).arg("-f").arg(file.path());
        for (name, value) in &script.variables {
            command.arg("-D").arg(format!("{name}={value}"));
        }
        let output = command.arg(self.url.reveal()).output().expect("pgbench");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let failed = String::from_utf8_lossy(&output.stderr).into_owned();
        let line = said.lines().find_map(|line| line.strip_prefix("tps = "));
        let rate = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        round(rate.unwrap_or_else(|| panic!("pgbench: {said}{failed}")))
    }

    async fn end(self) {
        let server = sql::connect(&self.server).await;
        let name = self.url.reveal().rsplit('/').next().unwrap().to_owned();
        sql::execute(&server, &format!("DROP DATABASE \"{name}\" WITH (FORCE)")).await;
    }
}
