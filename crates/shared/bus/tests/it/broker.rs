//! A virtual host of the broker for this run of the tests, made and removed by `rabbitmqctl`.

use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use lapin::uri::AMQPUri;
use lapin::{Channel, Connection, ConnectionProperties};
use parvis_bus::Bus;
use parvis_kernel::{Secret, id};

/// The virtual host that the tests of this run share, while any of them runs.
static SHARED: Mutex<Weak<Host>> = Mutex::new(Weak::new());

/// Where the broker is that the tests use.
fn broker() -> AMQPUri {
    #[expect(clippy::disallowed_methods, reason = "a test has no settings")]
    let url = std::env::var("PARVIS_TEST_AMQP");
    url.as_deref().unwrap_or("amqp://guest:guest@127.0.0.1:5672/%2f").parse().unwrap()
}

/// As whom the tests speak to the broker.
pub(crate) fn user() -> String {
    broker().authority.userinfo.username
}

/// The broker's host and port.
pub(crate) fn server() -> (String, u16) {
    let authority = broker().authority;
    (authority.host, authority.port)
}

/// A virtual host, removed when the last test is done with it.
struct Host(String);

impl Host {
    fn new() -> Arc<Self> {
        let name = format!("parvis-test-{}", id::fresh().simple());
        ctl(&["add_vhost", &name]);
        ctl(&["set_permissions", "-p", &name, &user(), ".*", ".*", ".*"]);
        Arc::new(Self(name))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        ctl(&["delete_vhost", &self.0]);
    }
}

/// The broker, as one test sees it.
pub(crate) struct Broker(Arc<Host>);

impl Broker {
    /// A share in the virtual host of this run.
    pub(crate) fn new() -> Self {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        let host = shared.upgrade().unwrap_or_else(Host::new);
        *shared = Arc::downgrade(&host);
        Self(host)
    }

    /// A virtual host of the test's own.
    pub(crate) fn alone() -> Self {
        Self(Host::new())
    }

    pub(crate) fn host(&self) -> &str {
        &self.0.0
    }

    /// The address of the virtual host at the broker itself.
    pub(crate) fn url(&self) -> String {
        let who = broker().authority.userinfo;
        self.url_of(&who.username, &who.password)
    }

    /// The same for another user.
    pub(crate) fn url_of(&self, user: &str, password: &str) -> String {
        let (host, port) = server();
        format!("amqp://{user}:{password}@{host}:{port}/{}", self.host())
    }

    pub(crate) fn bus(&self, name: &'static str) -> Bus {
        open(&self.url(), name)
    }

    /// A channel of the test's own.
    pub(crate) async fn channel(&self) -> (Connection, Channel) {
        let properties = ConnectionProperties::default();
        let connection = Connection::connect(&self.url(), properties).await;
        let connection = connection.expect("no broker: run scripts/services");
        let channel = connection.create_channel().await.unwrap();
        (connection, channel)
    }
}

pub(crate) fn open(url: &str, name: &'static str) -> Bus {
    Bus::open(&Secret::new(url), "", name).unwrap()
}

/// A service's name that no other test uses.
pub(crate) fn unique(name: &str) -> &'static str {
    format!("{name}{}", id::fresh().simple()).leak()
}

/// Asks the broker's own tool, as its operator would.
pub(crate) fn ctl(arguments: &[&str]) -> String {
    let done = Command::new("rabbitmqctl").arg("-q").args(arguments).output();
    let done = done.expect("no rabbitmqctl: run scripts/services");
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "rabbitmqctl {arguments:?}: {told}; run scripts/services");
    String::from_utf8_lossy(&done.stdout).into_owned()
}
