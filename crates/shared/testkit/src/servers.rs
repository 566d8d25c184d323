//! PostgreSQL, RabbitMQ and Redis that nobody else uses: `scripts/services own` made them.

use std::path::{Path, PathBuf};
use std::process::Command;

use parvis_kernel::{Secret, id};

/// Servers that a test may hurt.
#[derive(Debug)]
pub struct OwnServers {
    folder: PathBuf,
    postgres: String,
    broker: String,
    redis: String,
}

#[expect(clippy::disallowed_methods, reason = "where the servers are, is told from outside")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run scripts/services own"))
}

impl OwnServers {
    /// Those that the environment names.
    pub fn found() -> Self {
        Self {
            folder: variable("PARVIS_OWN_DIR").into(),
            postgres: variable("PARVIS_OWN_POSTGRES"),
            broker: variable("PARVIS_OWN_AMQP"),
            redis: variable("PARVIS_OWN_REDIS"),
        }
    }

    /// The address of PostgreSQL, with its maintenance database.
    pub fn postgres(&self) -> Secret {
        Secret::new(&self.postgres)
    }

    /// The address of a database on the server.
    pub fn database(&self, name: &str) -> Secret {
        let (server, _) = self.postgres.rsplit_once('/').unwrap();
        Secret::new(format!("{server}/{name}"))
    }

    /// Where PostgreSQL writes its log.
    pub fn postgres_log(&self) -> PathBuf {
        self.folder.join("postgres/log")
    }

    /// The address of Redis.
    pub fn redis(&self) -> Secret {
        Secret::new(&self.redis)
    }

    /// A virtual host of the broker that nobody used before.
    pub fn fresh_vhost(&self) -> String {
        let vhost = id::fresh().simple().to_string();
        self.ctl(&["add_vhost", &vhost]);
        self.ctl(&["set_permissions", "-p", &vhost, "parvis", ".*", ".*", ".*"]);
        vhost
    }

    /// The broker's address with a virtual host.
    pub fn broker(&self, vhost: &str) -> Secret {
        let (server, _) = self.broker.rsplit_once('/').unwrap();
        Secret::new(format!("{server}/{vhost}"))
    }

    /// The broker's address with a virtual host that nobody used before.
    pub fn fresh_broker(&self) -> Secret {
        self.broker(&self.fresh_vhost())
    }

    /// Runs rabbitmqctl on the broker.
    pub fn ctl(&self, arguments: &[&str]) -> String {
        self.services("ctl", arguments)
    }

    /// Kills a server: `postgres` or `rabbitmq`.
    pub fn kill(&self, server: &str) {
        self.services("kill", &[server]);
    }

    /// Starts a server that was killed.
    pub fn start(&self, server: &str) {
        self.services("start", &[server]);
    }

    /// Turns the broker's memory alarm on or off.
    pub fn alarm(&self, on: bool) {
        self.services("alarm", &[if on { "on" } else { "off" }]);
    }

    fn services(&self, verb: &str, arguments: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/services");
        let output = Command::new(script).arg(verb).arg(&self.folder).args(arguments).output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{verb} {arguments:?}: {said}{complaint}");
        said
    }
}
