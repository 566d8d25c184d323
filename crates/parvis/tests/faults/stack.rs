//! A running platform that can be hurt: in one process over SQLite, or in processes of their own over
//! PostgreSQL and RabbitMQ.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use parvis::apart::{Apart, Plan};
use parvis_testkit::OwnServers;
use parvis_testkit::bodies::application;
use reqwest::Client;
use serde_json::Value;
use tempfile::TempDir;

use crate::counts::Databases;

/// The services, each with a database of its own.
pub(crate) const SERVICES: [&str; 6] =
    ["registry", "onboarding", "vat", "contract", "signature", "mailer"];
/// How long a platform may take to be ready again.
const PATIENCE: Duration = Duration::from_mins(1);

/// How the platform runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// One process, SQLite, the in-process bus.
    Embedded,
    /// Processes of their own, PostgreSQL, RabbitMQ.
    Distributed,
}

impl Form {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Distributed => "distributed",
        }
    }
}

/// What a platform is started with.
#[derive(Default)]
pub(crate) struct Setup {
    /// Replicas by part; one of each that is not named.
    pub(crate) replicas: Vec<(&'static str, usize)>,
    /// Further variables for every process.
    pub(crate) environment: BTreeMap<String, String>,
}

impl Setup {
    #[must_use]
    pub(crate) fn replicas(mut self, part: &'static str, count: usize) -> Self {
        self.replicas.push((part, count));
        self
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }
}

enum Running {
    Embedded(Embedded),
    Distributed(Box<Apart>),
}

/// A running platform and the databases behind it.
pub(crate) struct Stack {
    pub(crate) form: Form,
    pub(crate) gateway: String,
    pub(crate) master_key: String,
    pub(crate) databases: Databases,
    /// The virtual host of the broker, in the distributed form.
    pub(crate) vhost: String,
    /// How many processes died by themselves.
    pub(crate) died: usize,
    running: Running,
    folder: TempDir,
}

impl Stack {
    /// Starts a fresh platform.
    pub(crate) async fn start(form: Form, backends: &OwnServers, setup: Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (mut vhost, mut environment) = (String::new(), setup.environment);
        environment.entry("PARVIS_SHARED__LOG".to_owned()).or_insert_with(|| "warn".to_owned());
        let running = match form {
            Form::Embedded => Running::Embedded(Embedded::start(&folder, environment)),
            Form::Distributed => {
                vhost = backends.fresh_vhost();
                let (postgres, broker) = (backends.postgres(), backends.broker(&vhost));
                let mut plan = Plan::new(folder.path(), postgres, broker);
                plan.ephemeral = true;
                plan.environment = environment;
                for (part, count) in setup.replicas {
                    plan = plan.with(part, count, 0);
                }
                Running::Distributed(Box::new(Apart::start(plan).await.unwrap()))
            }
        };
        let (gateway, databases) = match &running {
            Running::Embedded(embedded) => {
                let url = |service: &str| embedded.database(service);
                (embedded.gateway.clone(), Databases::open(url).await)
            }
            Running::Distributed(apart) => {
                let url = |service: &str| apart.database(service).unwrap().reveal().to_owned();
                (apart.gateway(), Databases::open(url).await)
            }
        };
        let master_key = String::new();
        let mut stack =
            Self { form, gateway, master_key, databases, vhost, running, died: 0, folder };
        stack.register().await;
        stack
    }

    /// Registers an application that can be the other party of a contract.
    async fn register(&mut self) {
        let client = Client::builder().timeout(PATIENCE).no_proxy().build().unwrap();
        let url = format!("{}/api/v1/applications/register", self.gateway);
        let start = Instant::now();
        while self.master_key.is_empty() {
            assert!(start.elapsed() < PATIENCE, "no application could be registered");
            self.revive();
            let Ok(answer) = client.post(&url).json(&application("Faults")).send().await else {
                continue;
            };
            let answer: Value = answer.json().await.unwrap_or_default();
            answer["master_key"].as_str().unwrap_or_default().clone_into(&mut self.master_key);
        }
    }

    /// Ends a part at once, as a power failure does; in the embedded form that is everything.
    pub(crate) async fn kill(&mut self, part: &str, number: usize) {
        match &mut self.running {
            Running::Embedded(embedded) => embedded.kill(),
            Running::Distributed(apart) => apart.kill(part, number).await.unwrap(),
        }
    }

    /// Ends a part in order; returns whether it said that all went well.
    pub(crate) async fn terminate(&mut self, part: &str, number: usize) -> bool {
        match &mut self.running {
            Running::Embedded(embedded) => embedded.terminate(),
            Running::Distributed(apart) => apart.stop(part, number).await.unwrap().success(),
        }
    }

    /// Starts a part that was ended, and returns once it is ready and how long that took.
    pub(crate) async fn start_again(&mut self, part: &str, number: usize) -> Duration {
        let start = Instant::now();
        match &mut self.running {
            Running::Embedded(embedded) => embedded.start_again(),
            Running::Distributed(apart) => apart.add(part, number).await.unwrap(),
        }
        start.elapsed()
    }

    /// Starts whatever has died by itself; what dies meanwhile is for the next time.
    pub(crate) fn revive(&mut self) {
        self.died += match &mut self.running {
            Running::Embedded(embedded) => embedded.revive(),
            Running::Distributed(apart) => apart.revive().unwrap(),
        };
        if let Running::Embedded(embedded) = &mut self.running {
            self.died += std::mem::take(&mut embedded.died);
        }
    }

    /// Every line that its processes logged so far.
    pub(crate) fn log(&self) -> String {
        let logs = std::fs::read_dir(self.folder.path().join("logs")).unwrap();
        logs.map(|log| std::fs::read_to_string(log.unwrap().path()).unwrap()).collect()
    }

    /// Ends everything in order.
    pub(crate) async fn end(self) {
        match self.running {
            Running::Embedded(mut embedded) => drop(embedded.terminate()),
            Running::Distributed(apart) => apart.end().await.unwrap(),
        }
    }
}

/// `parvis up` on a folder and a port that outlive its deaths.
struct Embedded {
    process: Child,
    /// How often it died before it was ready.
    died: usize,
    gateway: String,
    folder: PathBuf,
    environment: BTreeMap<String, String>,
}

impl Embedded {
    fn start(folder: &TempDir, environment: BTreeMap<String, String>) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let folder = folder.path().to_owned();
        std::fs::create_dir(folder.join("logs")).unwrap();
        let gateway = format!("http://{free}");
        let mut environment = environment;
        let mut died = 0;
        let process = up(&folder, &gateway, &environment).unwrap_or_else(|| {
            died += 1;
            environment.remove("PARVIS_FAILPOINT");
            up(&folder, &gateway, &environment).expect("up")
        });
        Self { process, died, gateway, folder, environment }
    }

    fn database(&self, service: &str) -> String {
        format!("sqlite://{}/data/{service}.db", self.folder.display())
    }

    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn terminate(&mut self) -> bool {
        let id = self.process.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status().unwrap();
        self.process.wait().unwrap().success()
    }

    fn start_again(&mut self) {
        self.environment.remove("PARVIS_FAILPOINT");
        self.process = up(&self.folder, &self.gateway, &self.environment).expect("up again");
    }

    fn revive(&mut self) -> usize {
        if self.process.try_wait().unwrap().is_none() {
            return 0;
        }
        self.start_again();
        1
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Starts `parvis up` and waits until it is ready; `None` when it died before.
fn up(folder: &Path, gateway: &str, environment: &BTreeMap<String, String>) -> Option<Child> {
    let listen = gateway.trim_start_matches("http://");
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
    command.args(["up", "--json", "--listen", listen, "--data"]).arg(folder.join("data"));
    let log = OpenOptions::new().create(true).append(true).open(folder.join("logs/up.log"));
    command.envs(environment).stdout(Stdio::piped()).stderr(log.unwrap());
    let mut process = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    if line.is_empty() {
        process.wait().unwrap();
        return None;
    }
    Some(process)
}
