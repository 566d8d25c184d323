//! A virtual host of a test's own on the broker, with the users and queues of the definitions.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use lapin::options::{BasicPublishOptions, ConfirmSelectOptions};
use lapin::uri::{AMQPUri, AMQPUserInfo};
use lapin::{BasicProperties, Channel, Confirmation, Connection, ConnectionProperties, ErrorKind};
use serde_json::Value;

/// Every user of a test has this one.
const PASSWORD: &str = "a password for the tests";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The virtual host; gone, with its users, when dropped. Users live outside of virtual hosts, so their
/// names begin with its name here.
pub(crate) struct Defined {
    pub(crate) vhost: String,
    users: Vec<String>,
}

impl Defined {
    /// Imports the definitions as an operator does: with a password for each user.
    pub(crate) fn new() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let vhost = format!("test-events-{}-{number}", std::process::id());
        let folder = tempfile::tempdir().unwrap();
        let (definitions, users) = renamed(&vhost);
        for user in &users {
            fs::write(folder.path().join(user), format!("{PASSWORD}\n")).unwrap();
        }
        let file = folder.path().join("definitions.json");
        fs::write(&file, definitions).unwrap();
        let with_passwords = Command::new(root().join("deploy/rabbitmq/users.sh"))
            .arg(&file)
            .env("PARVIS_BROKER_PASSWORDS", folder.path())
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        assert!(with_passwords.status.success());
        let defined = Self { vhost, users };
        rabbitmqctl(&["import_definitions"], &with_passwords.stdout);
        defined
    }

    /// The name on the broker of a user of the definitions.
    pub(crate) fn user(&self, name: &str) -> String {
        format!("{}-{name}", self.vhost)
    }

    /// Lets `name` hear facts, as an operator does.
    pub(crate) fn let_subscribe(&mut self, name: &str, facts: &[&str]) {
        let user = self.user(name);
        let mut script = Command::new(root().join("deploy/rabbitmq/subscriber.sh"));
        script.arg(&user).args(facts).env("PARVIS_BROKER_VHOST", &self.vhost);
        feed(script, PASSWORD.as_bytes());
        self.users.push(user);
    }

    /// Where a user of the definitions finds the broker.
    pub(crate) fn url_of(&self, name: &str) -> AMQPUri {
        let mut uri = address();
        uri.vhost.clone_from(&self.vhost);
        let (username, password) = (self.user(name), PASSWORD.to_owned());
        uri.authority.userinfo = AMQPUserInfo { username, password };
        uri
    }

    /// A channel of a user of the definitions; it confirms what is published.
    pub(crate) async fn channel_of(&self, name: &str) -> Channel {
        let connection = connect(self.url_of(name)).await.unwrap();
        let channel = connection.create_channel().await.unwrap();
        channel.confirm_select(ConfirmSelectOptions::default()).await.unwrap();
        channel
    }
}

impl Drop for Defined {
    fn drop(&mut self) {
        let users = self.users.iter();
        let users = users.map(|user| {
            format!("rabbit_auth_backend_internal:delete_user(<<\"{user}\">>, <<\"test\">>)")
        });
        let vhost = format!("rabbit_vhost:delete(<<\"{}\">>, <<\"test\">>)", self.vhost);
        let all: Vec<_> = users.chain([vhost]).map(|each| format!("catch {each}")).collect();
        rabbitmqctl(&["eval", &format!("{}.", all.join(", "))], &[]);
    }
}

/// The folder of the whole repository, seen from a shared crate.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// The definitions for another virtual host, and the names of their users.
fn renamed(vhost: &str) -> (String, Vec<String>) {
    let text = fs::read_to_string(root().join("deploy/rabbitmq/definitions.json")).unwrap();
    let mut definitions: Value = serde_json::from_str(&text).unwrap();
    let mut users = Vec::new();
    for (part, objects) in definitions.as_object_mut().unwrap() {
        for object in objects.as_array_mut().unwrap() {
            let member = if part == "vhosts" { "name" } else { "vhost" };
            if object.get(member).is_some() {
                object[member] = vhost.into();
            }
            let member = if part == "users" { "name" } else { "user" };
            if let Some(user) = object.get(member).and_then(Value::as_str) {
                let user = format!("{vhost}-{user}");
                if part == "users" {
                    users.push(user.clone());
                }
                object[member] = user.into();
            }
        }
    }
    (serde_json::to_string_pretty(&definitions).unwrap(), users)
}

/// The broker of the tests.
fn address() -> AMQPUri {
    #[expect(clippy::disallowed_methods, reason = "a test has no settings")]
    let url = std::env::var("PARVIS_TEST_AMQP");
    url.as_deref().unwrap_or("amqp://guest:guest@127.0.0.1:5672/%2f").parse().unwrap()
}

pub(crate) async fn connect(uri: AMQPUri) -> lapin::Result<Connection> {
    let connected = Connection::connect_uri(uri, ConnectionProperties::default()).await;
    if let Err(error) = &connected
        && matches!(error.kind(), ErrorKind::IOError(_))
    {
        panic!("no broker answers ({error}): run scripts/services");
    }
    connected
}

/// Publishes, and tells what the broker said.
pub(crate) async fn publish(
    channel: &Channel,
    exchange: &str,
    key: &str,
    body: &[u8],
) -> lapin::Result<Confirmation> {
    let options = BasicPublishOptions { mandatory: true, ..Default::default() };
    let properties = BasicProperties::default().with_delivery_mode(2);
    channel.basic_publish(exchange.into(), key.into(), options, body, properties).await?.await
}

fn rabbitmqctl(arguments: &[&str], input: &[u8]) {
    let mut command = Command::new("rabbitmqctl");
    command.arg("--quiet").args(arguments);
    feed(command, input);
}

/// Runs a command with this input; it must succeed.
fn feed(mut command: Command, input: &[u8]) {
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
    let mut child = spawned.expect("rabbitmqctl is missing: run scripts/services");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let status = child.wait().unwrap();
    assert!(status.success(), "{command:?}: {status}; is the broker running? run scripts/services");
}
