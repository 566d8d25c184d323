//! One running service, and the hands of the test around it.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use parvis_bus::Outgoing;
use parvis_chassis::identity::Subject;
use parvis_chassis::{Keyring, Service, Tasks, prepare};
use parvis_events::{Envelope, Headers, Payload};
use parvis_kernel::{ApplicationId, Clock as _};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::answer::Answer;
use crate::clock::TestClock;
use crate::ground::Ground;
use crate::neighbour::Neighbour;
use crate::numbers::Numbers;
use crate::world::World;

/// How long a service may take to end.
const DRAIN: Duration = Duration::from_secs(20);

/// What a service is started with.
#[derive(Default)]
pub struct Setup {
    pub(crate) settings: Vec<(String, Value)>,
    pub(crate) neighbours: Vec<&'static str>,
    pub(crate) neighbour: Neighbour,
    pub(crate) ground: Option<Arc<Ground>>,
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

    /// Keeps the data on this ground; otherwise on a fresh one.
    #[must_use]
    pub fn on(mut self, ground: &Arc<Ground>) -> Self {
        self.ground = Some(ground.clone());
        self
    }

    /// Starts the service at 2026-01-05T09:00:00Z.
    pub async fn start<S: Service>(self) -> Running {
        Running::within::<S>(World::around::<S>(self).await).await
    }

    /// Starts so many replicas of the service at once, on one PostgreSQL database.
    pub async fn start_replicas<S: Service>(self, count: usize) -> Vec<Running> {
        let ground = Arc::new(Ground::postgres(S::NAME).await);
        let world = World::around::<S>(self.on(&ground)).await;
        join_all((0..count).map(|_| Running::within::<S>(world.clone()))).await
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
    client: Client,
    tasks: Tasks,
    leaving: CancellationToken,
    world: World,
}

impl Running {
    async fn within<S: Service>(world: World) -> Self {
        let tasks = Tasks::default();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let clock = world.clock.clone();
        let prepared = prepare::<S>(&world.config, &world.bus, clock.clone(), listener).await;
        let prepared = prepared.unwrap();
        let leaving = prepared.leaving();
        prepared.start(&tasks);
        let client = parvis_chassis::upstream::client(Duration::from_secs(30)).unwrap();
        let (neighbour, keyring) = (world.neighbour.clone(), world.keyring.clone());
        Self { url, clock, neighbour, keyring, service: S::NAME, client, tasks, leaving, world }
    }

    /// Another replica of the same service: with the same settings, data, bus and clock.
    pub async fn replica<S: Service>(&self) -> Self {
        Self::within::<S>(self.world.clone()).await
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
        let token = self.world.identity.token(self.service, subject).unwrap();
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

    /// What the service tells about itself, to whoever asks.
    pub async fn numbers(&self) -> Numbers {
        let told = self.client.get(format!("{}/metrics", self.url)).send().await.unwrap();
        assert_eq!(told.status().as_u16(), 200);
        Numbers::read(&told.text().await.unwrap())
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
        let bytes = envelope.to_bytes().unwrap();
        let id = envelope.id.to_string();
        let sent = Outgoing { id: &id, kind: P::TYPE, bytes: &bytes };
        let handed = self.world.bus.publish(&[sent]).await.unwrap();
        handed.into_iter().collect::<Result<(), _>>().unwrap();
        envelope
    }

    /// The first message of type `P` that was said and for which `wanted` holds; waits for it.
    pub async fn heard<P: Payload>(&self, wanted: impl Fn(&P) -> bool) -> P {
        self.world.ear.find(wanted).await.1
    }

    /// Everything that was said so far, the test's own messages included; waits until what is written
    /// has travelled.
    pub async fn said(&self) -> Vec<Envelope> {
        self.ground().until("SELECT count(*) FROM outbox WHERE published_at IS NULL", 0).await;
        self.world.ear.all()
    }

    /// Where the service keeps its data.
    pub fn ground(&self) -> &Ground {
        &self.world.ground
    }

    /// Tells it that its process is about to end: it still works.
    pub fn leave(&self) {
        self.leaving.cancel();
    }

    /// Stops the service, which must end in time.
    pub async fn stop(self) {
        assert!(self.tasks.drain(DRAIN).await, "the service did not end in time");
    }
}
