//! A running gateway, a registry behind it, and one socket that plays all other services.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use parvis_bus::Bus;
use parvis_chassis::identity::{Identity, Trust};
use parvis_chassis::key::{Key, KeyKind};
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_chassis::{Config, Keyring, Tasks};
use parvis_gateway::Gateway;
use parvis_kernel::ApplicationId;
use parvis_testkit::{Answer, TestClock};
use reqwest::{Client, Method, RequestBuilder};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use crate::foreign::Foreign;
use crate::registry::Registry;

/// How long a test waits for what must come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The gateway and everything around it, at 2026-01-05T09:00:00Z.
pub(crate) struct House {
    pub(crate) address: SocketAddr,
    pub(crate) url: String,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) bus: Bus,
    pub(crate) registry: Registry,
    pub(crate) service: Foreign,
    pub(crate) application: ApplicationId,
    pub(crate) key: Key,
    pub(crate) trust: Trust,
    pub(crate) tasks: Tasks,
    /// Cancelled when the gateway is about to end.
    pub(crate) leaving: CancellationToken,
    config: Config,
    client: Client,
}

impl House {
    pub(crate) async fn start() -> Self {
        Self::with(|config| config).await
    }

    /// Starts with changed settings.
    pub(crate) async fn with(change: impl FnOnce(Config) -> Config) -> Self {
        Self::on(Bus::memory(), change).await
    }

    /// Starts on a bus, with changed settings.
    pub(crate) async fn on(bus: Bus, change: impl FnOnce(Config) -> Config) -> Self {
        parvis_chassis::install_tls();
        let tasks = Tasks::default();
        let clock = Arc::new(TestClock::at("2026-01-05T09:00:00Z"));
        let (private, public) = Identity::generate().unwrap();
        let secret = Keyring::generate().unwrap();
        let keyring = Keyring::new(&secret).unwrap();
        let keys = [("gateway".to_owned(), public)];
        let trust = |audience| {
            Trust::new(audience, keys.iter().map(|(n, k)| (n, k)), clock.clone()).unwrap()
        };
        let (registry, registry_address) = Registry::start(trust("registry"), keyring, &tasks);
        let service = Foreign::start().await;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mut config = Config::from_defaults([SHARED_DEFAULTS, parvis_gateway::DEFAULTS])
            .with("shared.mode", "development")
            .with("shared.public_url", "http://parvis.test")
            .with("shared.key_encryption_key", secret.reveal())
            .with("shared.identity_key", private.reveal())
            .with("shared.addresses.registry", registry_address);
        for name in ["onboarding", "vat", "contract", "signature", "mailer"] {
            let place = format!("http://{}", service.address);
            config = config.with(&format!("shared.addresses.{name}"), place);
        }
        let config = change(config);
        let gateway = Gateway::prepare(&config, &bus, clock.clone(), listener).unwrap();
        let leaving = gateway.leaving();
        gateway.start(&tasks);
        let (application, key) = registry.register();
        let trust = trust("onboarding");
        let client = parvis_chassis::upstream::client(PATIENCE).unwrap();
        let url = format!("http://{address}");
        #[rustfmt::skip]
        let house = Self {
            address, url, clock, bus, registry, service, application, key, trust, tasks, leaving,
            config, client,
        };
        house
    }

    /// Starts another gateway of the same platform, and calls that one from now on.
    pub(crate) fn next_door(&self) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let gateway = Gateway::prepare(&self.config, &self.bus, self.clock.clone(), listener);
        let gateway = gateway.unwrap();
        let leaving = gateway.leaving();
        gateway.start(&self.tasks);
        let key = Key::parse(KeyKind::Master, &self.secret()).unwrap();
        Self {
            address,
            url: format!("http://{address}"),
            clock: self.clock.clone(),
            bus: self.bus.clone(),
            registry: self.registry.clone(),
            service: self.service.clone(),
            application: self.application,
            key,
            trust: self.trust.clone(),
            tasks: self.tasks.clone(),
            leaving,
            config: self.config.clone(),
            client: self.client.clone(),
        }
    }

    /// A request without a key.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// Sends a request with the key.
    pub(crate) async fn call(&self, method: Method, path: &str) -> Answer {
        let request = self.request(method, path).header("x-master-key", self.secret());
        Answer::of(request.send().await.unwrap()).await
    }

    /// Gets a path without a key.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path).send().await.unwrap()).await
    }

    /// The key as its owner writes it into a header.
    pub(crate) fn secret(&self) -> String {
        self.key.reveal().reveal().to_owned()
    }

    /// Opens a connection and sends these bytes.
    pub(crate) async fn open(&self, bytes: impl AsRef<[u8]>) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(bytes.as_ref()).await.unwrap();
        stream
    }

    /// Sends these bytes and reads until the gateway closes the connection.
    pub(crate) async fn talk(&self, bytes: impl AsRef<[u8]>) -> String {
        rest(&mut self.open(bytes).await).await
    }
}

/// Everything that still comes over a connection, up to its end.
pub(crate) async fn rest(stream: &mut TcpStream) -> String {
    let mut text = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut text)).await.unwrap().ok();
    String::from_utf8_lossy(&text).into_owned()
}

/// Reads until `wanted` has come.
pub(crate) async fn read_until(stream: &mut TcpStream, wanted: &str) -> String {
    let mut text = Vec::new();
    while !String::from_utf8_lossy(&text).contains(wanted) {
        let read = tokio::time::timeout(PATIENCE, stream.read_buf(&mut text)).await.unwrap();
        assert!(read.unwrap() > 0, "ended after {}", String::from_utf8_lossy(&text));
    }
    String::from_utf8(text).unwrap()
}
