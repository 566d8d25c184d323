//! What a platform of a test stands on: a folder; in the distributed form also a PostgreSQL server, where
//! its databases are dropped at the end, and a virtual host of a broker, which is removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use futures_util::future::join_all;
use parvis_kernel::id;
use sea_orm::ConnectionTrait as _;
use tempfile::TempDir;

use crate::databases::open;
use crate::tidy::SERVICES;

/// How a platform runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In one process, over SQLite.
    Embedded,
    /// In processes of its own, over PostgreSQL and RabbitMQ.
    Distributed,
}

impl Form {
    /// What `PARVIS_TEST_STACK` says: `embedded` (as it is without it) or `distributed`.
    pub(crate) fn chosen() -> Self {
        match variable("PARVIS_TEST_STACK", "embedded").as_str() {
            "embedded" => Self::Embedded,
            "distributed" => Self::Distributed,
            other => panic!("PARVIS_TEST_STACK is {other}"),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "where the servers are, is told from outside")]
fn variable(name: &str, otherwise: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
}

/// Some database of the PostgreSQL server. On loopback, encryption would only cost time.
pub(crate) fn postgres() -> String {
    let url = variable("PARVIS_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres");
    if url.contains('?') { url } else { url + "?sslmode=disable" }
}

/// The file of what `up` says, beside the data folder.
const LOG: &str = "log";

pub(crate) struct Ground {
    pub(crate) form: Form,
    temporary: TempDir,
    host: Option<VirtualHost>,
}

impl Ground {
    pub(crate) fn fresh(form: Form) -> Self {
        let host = (form == Form::Distributed).then(|| {
            check_binaries();
            VirtualHost::fresh()
        });
        Self { form, temporary: tempfile::tempdir().unwrap(), host }
    }

    /// The platform's data folder.
    pub(crate) fn folder(&self) -> PathBuf {
        self.temporary.path().join("data")
    }

    /// `parvis up` on this ground.
    pub(crate) fn up(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
        command.args(["up", "--json", "--listen", "127.0.0.1:0", "--data"]).arg(self.folder());
        command.env("PARVIS_SHARED__LOG", "warn");
        if let Some(host) = &self.host {
            command.args(["--postgres", &postgres(), "--broker", &host.url()]);
            self.log_into_file(&mut command);
        }
        command
    }

    /// Lets what `up` says be found in the log.
    pub(crate) fn log_into_file(&self, command: &mut Command) {
        let log = self.temporary.path().join(LOG);
        command.stderr(fs::OpenOptions::new().create(true).append(true).open(log).unwrap());
    }

    /// What `up` said so far, where it was told to say it into the log.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(self.temporary.path().join(LOG)).unwrap()
    }

    /// What all processes of the platform said so far, `up` included.
    pub(crate) fn log(&self) -> String {
        let logs = fs::read_dir(self.folder().join("logs")).into_iter().flatten();
        let logs = logs.map(|entry| entry.unwrap().path());
        // The sandbox plays the others' side.
        let of_parts = logs.filter(|path| !path.ends_with("sandbox.log"));
        self.said() + &of_parts.map(|path| fs::read_to_string(path).unwrap()).collect::<String>()
    }

    /// The key that the platform encrypts with.
    pub(crate) fn key_encryption_key(&self) -> String {
        let secrets = match self.form {
            Form::Embedded => self.folder(),
            Form::Distributed => self.folder().join("secrets"),
        };
        fs::read_to_string(secrets.join("key-encryption-key")).unwrap().trim().to_owned()
    }

    /// The address of each service's database.
    pub(crate) fn databases(&self) -> BTreeMap<&'static str, String> {
        let name = || fs::read_to_string(self.folder().join("name")).unwrap();
        let of = |service: &'static str| match self.form {
            Form::Embedded => format!("sqlite://{}/{service}.db", self.folder().display()),
            Form::Distributed => {
                let server = postgres();
                let (server, options) = server.split_once('?').unwrap_or((&server, ""));
                let (server, _) = server.rsplit_once('/').unwrap();
                format!("{server}/parvis_{}_{service}?{options}", name())
            }
        };
        SERVICES.map(|service| (service, of(service))).into()
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let (Form::Distributed, Ok(name)) =
            (self.form, fs::read_to_string(self.folder().join("name")))
        {
            drop_databases(&name);
        }
    }
}

/// On a runtime of its own: the test's may be ending. All at once, since each waits for a checkpoint.
fn drop_databases(name: &str) {
    let drop = async |service: &str| {
        let server = open(&postgres()).await;
        let drop = format!("DROP DATABASE IF EXISTS \"parvis_{name}_{service}\" WITH (FORCE)");
        server.execute_unprepared(&drop).await.unwrap();
        server.close().await.unwrap();
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(join_all(SERVICES.map(drop)));
        });
    });
}

/// A virtual host of the broker, made and removed by `rabbitmqctl`.
pub(crate) struct VirtualHost(String);

impl VirtualHost {
    pub(crate) fn fresh() -> Self {
        let name = format!("parvis-it-{}", id::fresh().simple());
        ctl(&["add_vhost", &name]);
        let broker = broker();
        let (_, rest) = broker.split_once("://").unwrap();
        let (user, _) = rest.split_once(':').unwrap();
        ctl(&["set_permissions", "-p", &name, user, ".*", ".*", ".*"]);
        Self(name)
    }

    pub(crate) fn url(&self) -> String {
        let broker = broker();
        let (server, _) = broker.rsplit_once('/').unwrap();
        format!("{server}/{}", self.0)
    }
}

impl Drop for VirtualHost {
    fn drop(&mut self) {
        ctl(&["delete_vhost", &self.0]);
    }
}

fn broker() -> String {
    variable("PARVIS_TEST_AMQP", "amqp://guest:guest@127.0.0.1:5672/%2f")
}

fn ctl(arguments: &[&str]) {
    let done = Command::new("rabbitmqctl").arg("-q").args(arguments).output();
    let done = done.expect("no rabbitmqctl: run scripts/services");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "rabbitmqctl {arguments:?}: {told}; run scripts/services");
}

/// A test of one package does not build the binaries of the others: those that stand there must be made
/// from what the sources say now.
pub(crate) fn check_binaries() {
    static CHECKED: OnceLock<()> = OnceLock::new();
    CHECKED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_BIN_EXE_parvis")).parent().unwrap();
        for part in SERVICES.into_iter().chain(["gateway", "sandbox"]) {
            let binary = folder.join(format!("parvis-{part}"));
            assert!(is_up_to_date(&binary), "{part} is old: run cargo build --workspace --bins");
        }
    });
}

/// Whether no source that cargo names for a binary is younger than it.
fn is_up_to_date(binary: &Path) -> bool {
    let made = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let sources = fs::read_to_string(binary.with_extension("d")).unwrap_or_default();
    let Some((_, sources)) = sources.split_once(": ") else { return false };
    let mut sources = sources.split_whitespace().map(Path::new);
    made(binary).is_some() && sources.all(|source| made(source) <= made(binary))
}
