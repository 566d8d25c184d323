//! PostgreSQL, RabbitMQ and Redis of the load's own: `scripts/services own` made them.

use std::path::{Path, PathBuf};
use std::process::Command;

use parvis_kernel::{Secret, id};

/// Servers that nobody else uses.
pub(crate) struct Backends {
    folder: PathBuf,
    postgres: String,
    broker: String,
    redis: String,
}

#[expect(clippy::disallowed_methods, reason = "where the servers are, is told from outside")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run scripts/load"))
}

impl Backends {
    /// Those that the environment names.
    pub(crate) fn found() -> Self {
        Self {
            folder: variable("PARVIS_OWN_DIR").into(),
            postgres: variable("PARVIS_OWN_POSTGRES"),
            broker: variable("PARVIS_OWN_AMQP"),
            redis: variable("PARVIS_OWN_REDIS"),
        }
    }

    pub(crate) fn postgres(&self) -> Secret {
        Secret::new(&self.postgres)
    }

    /// The address of a database on the server.
    pub(crate) fn database(&self, name: &str) -> Secret {
        let (server, _) = self.postgres.rsplit_once('/').unwrap();
        Secret::new(format!("{server}/{name}"))
    }

    pub(crate) fn redis(&self) -> Secret {
        Secret::new(&self.redis)
    }

    /// A virtual host of the broker that nobody used before.
    pub(crate) fn fresh_broker(&self) -> Secret {
        let vhost = id::fresh().simple().to_string();
        self.ctl(&["add_vhost", &vhost]);
        self.ctl(&["set_permissions", "-p", &vhost, "parvis", ".*", ".*", ".*"]);
        let (server, _) = self.broker.rsplit_once('/').unwrap();
        Secret::new(format!("{server}/{vhost}"))
    }

    /// Where PostgreSQL writes its log.
    pub(crate) fn postgres_log(&self) -> PathBuf {
        self.folder.join("postgres/log")
    }

    fn ctl(&self, arguments: &[&str]) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/services");
        let output = Command::new(script).arg("ctl").arg(&self.folder).args(arguments).output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "rabbitmqctl {arguments:?}: {said}");
    }
}
