//! One running service, and the hands of the test around it.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use parvis_bus::MemoryBus;
use parvis_chassis::identity::{Identity, Subject};
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_chassis::{Config, Keyring, Service, Tasks, prepare};
use parvis_events::{Envelope, Headers, Payload};
use parvis_kernel::{ApplicationId, Clock as _, Secret};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use tempfile::TempDir;

use crate::answer::Answer;
use crate::clock::TestClock;
use crate::ear::Ear;
use crate::neighbour::Neighbour;

/// How long a service may take to end.
const DRAIN: Duration = Duration::from_secs(20);

/// What a service is started with.
#[derive(Default)]
pub struct Setup {
    settings: Vec<(String, Value)>,
    neighbours: Vec<&'static str>,
    neighbour: Neighbour,
}

impl Setup {
    /// Overrides one setting, such as `vat.vies_url`.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.settings.push((key.to_owned(), value.into()));
        self
    }

    /// Lets the test's [`Neighbour`] answer for the service `name`.
    #[must_use]
    pub fn beside(mut self, name: &'static str) -> Self {
        self.neighbours.push(name);
        self
    }

    /// Starts the service at 2026-01-05T09:00:00Z.
    pub async fn start<S: Service>(self) -> Running {
        parvis_chassis::install_tls();
        let folder = tempfile::tempdir().unwrap();
        Running::start::<S>(self, folder).await
    }
}

/// A running service.
pub struct Running {
    /// Its address: `http://127.0.0.1:port`.
    pub url: String,
    /// The clock it lives by.
    pub clock: Arc<TestClock>,
    /// The other side of its `/internal/` calls.
    pub neighbour: Neighbour,
    /// The platform's keyring, to recompute links and hashes.
    pub keyring: Keyring,
    service: &'static str,
    identity: Identity,
    bus: MemoryBus,
    ear: Arc<Ear>,
    client: Client,
    tasks: Tasks,
    folder: TempDir,
}

impl Running {
    async fn start<S: Service>(setup: Setup, folder: TempDir) -> Self {
        let tasks = Tasks::default();
        let clock = Arc::new(TestClock::at("2026-01-05T09:00:00Z"));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (key, public) = Identity::generate().unwrap();
        let secret = Keyring::generate().unwrap();
        let database = format!("sqlite://{}/{}.db", folder.path().display(), S::NAME);
        let mut config = Config::from_defaults([SHARED_DEFAULTS, S::DEFAULTS])
            .with("shared.mode", "development")
            .with("shared.public_url", "http://parvis.test")
            .with("shared.key_encryption_key", secret.reveal())
            .with("shared.identity_key", key.reveal())
            .with("shared.trusted_keys.gateway", &public)
            .with(&format!("shared.databases.{}", S::NAME), database);
        let beside = setup.neighbour.start(&tasks);
        for name in setup.neighbours {
            config = config.with(&format!("shared.addresses.{name}"), &beside);
        }
        for (key, value) in setup.settings {
            config = config.with(&key, value);
        }
        let bus = MemoryBus::default();
        let ear = Arc::new(Ear::default());
        bus.join(ear.clone());
        prepare::<S>(&config, &bus, clock.clone(), listener).await.unwrap().start(&tasks);
        let identity = Identity::new("gateway", &Secret::new(key.reveal()), clock.clone()).unwrap();
        let keyring = Keyring::new(&secret).unwrap();
        let client = parvis_chassis::upstream::client(Duration::from_secs(30)).unwrap();
        let (neighbour, service) = (setup.neighbour, S::NAME);
        Self { url, clock, neighbour, keyring, service, identity, bus, ear, client, tasks, folder }
    }

    /// A request as the gateway forwards it, for an application or for a caller without a key.
    pub fn request(
        &self,
        method: Method,
        path: &str,
        application: Option<ApplicationId>,
    ) -> RequestBuilder {
        let subject = application.map_or(Subject::Anonymous, Subject::Application);
        self.bearing(method, path, subject)
    }

    /// A request as another process of the platform makes it.
    pub fn peer_request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bearing(method, path, Subject::Process)
    }

    fn bearing(&self, method: Method, path: &str, subject: Subject) -> RequestBuilder {
        let token = self.identity.token(self.service, subject).unwrap();
        self.client.request(method, format!("{}{path}", self.url)).bearer_auth(token)
    }

    /// Gets a path for an application.
    pub async fn get(&self, application: ApplicationId, path: &str) -> Answer {
        let request = self.request(Method::GET, path, Some(application));
        Answer::of(request.send().await.unwrap()).await
    }

    /// Posts JSON for an application.
    pub async fn post(&self, application: ApplicationId, path: &str, body: &Value) -> Answer {
        let request = self.request(Method::POST, path, Some(application)).json(body);
        Answer::of(request.send().await.unwrap()).await
    }

    /// Says a message as if the service `from` had said it, with the place `sequence` (from 1) among
    /// its messages about `subject`.
    pub async fn say<P: Payload>(
        &self,
        from: &'static str,
        (subject, sequence): (&str, i64),
        message: &P,
    ) -> Envelope {
        let headers = Headers {
            service: from,
            subject: subject.to_owned(),
            sequence,
            time: self.clock.now(),
            correlation: None,
            traceparent: None,
        };
        let data = serde_json::to_value(message).unwrap();
        let envelope = Envelope::new(P::TYPE, data, headers);
        self.bus.publish(&envelope.to_bytes().unwrap()).await.unwrap();
        envelope
    }

    /// The first message of type `P` that was said and for which `wanted` holds; waits for it.
    pub async fn heard<P: Payload>(&self, wanted: impl Fn(&P) -> bool) -> P {
        self.ear.find(wanted).await.1
    }

    /// Everything that was said so far, the test's own messages included.
    pub fn said(&self) -> Vec<Envelope> {
        self.ear.all()
    }

    /// The folder that holds the service's database file.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Stops the service, which must end in time.
    pub async fn stop(self) {
        assert!(self.tasks.drain(DRAIN).await, "the service did not end in time");
    }
}
