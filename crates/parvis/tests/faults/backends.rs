//! PostgreSQL and RabbitMQ of the suite's own, which it may hurt: `scripts/services own` made them.

use std::path::{Path, PathBuf};
use std::process::Command;

use parvis_kernel::{Secret, id};

/// Servers that nobody else uses.
pub(crate) struct Backends {
    folder: PathBuf,
    postgres: String,
    broker: String,
}

#[expect(clippy::disallowed_methods, reason = "where the servers are, is told from outside")]
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run scripts/faults"))
}

impl Backends {
    /// Those that the environment names.
    pub(crate) fn found() -> Self {
        Self {
            folder: variable("PARVIS_OWN_DIR").into(),
            postgres: variable("PARVIS_OWN_POSTGRES"),
            broker: variable("PARVIS_OWN_AMQP"),
        }
    }

    pub(crate) fn postgres(&self) -> Secret {
        Secret::new(&self.postgres)
    }

    /// The broker's address with a virtual host.
    pub(crate) fn broker(&self, vhost: &str) -> Secret {
        let (server, _) = self.broker.rsplit_once('/').unwrap();
        Secret::new(format!("{server}/{vhost}"))
    }

    /// A virtual host that nobody used before.
    pub(crate) fn fresh_vhost(&self) -> String {
        let vhost = id::fresh().simple().to_string();
        self.ctl(&["add_vhost", &vhost]);
        self.ctl(&["set_permissions", "-p", &vhost, "parvis", ".*", ".*", ".*"]);
        vhost
    }

    /// Runs rabbitmqctl on the broker.
    pub(crate) fn ctl(&self, arguments: &[&str]) -> String {
        self.services("ctl", arguments)
    }

    /// Kills a server: `postgres` or `rabbitmq`.
    pub(crate) fn kill(&self, server: &str) {
        self.services("kill", &[server]);
    }

    /// Starts a server that was killed.
    pub(crate) fn start(&self, server: &str) {
        self.services("start", &[server]);
    }

    /// Turns the broker's memory alarm on or off.
    pub(crate) fn alarm(&self, on: bool) {
        self.services("alarm", &[if on { "on" } else { "off" }]);
    }

    fn services(&self, verb: &str, arguments: &[&str]) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/services");
        let output = Command::new(script).arg(verb).arg(&self.folder).args(arguments).output();
        let output = output.unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "{verb} {arguments:?}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }
}
