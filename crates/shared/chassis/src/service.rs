//! What a service is, what it is given, and how it comes up: first it joins the bus, then it works.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::web;
use parvis_bus::MemoryBus;
use parvis_kernel::SharedClock;
use parvis_outbox::{Database, Inbox, Options, StoreError, Subscriptions, WorkTable};
use sea_orm_migration::MigratorTrait;
use tokio::runtime::Handle;
use tracing::Instrument as _;

use crate::http::{serve, server};
use crate::identity::{Identity, Trust};
use crate::keyring::Keyring;
use crate::peers::Peers;
use crate::problem::Failure;
use crate::settings::{Config, Fault, Section, Shared};
use crate::tasks::Tasks;

/// One service of the platform.
pub trait Service: Sized + Send + Sync + 'static {
    /// Its name: its section, its database, the source of its messages, the audience of its tokens.
    const NAME: &'static str;
    /// Its commented default settings: the text of its file in `deploy/config/`.
    const DEFAULTS: &'static str;
    /// Its own section of the settings.
    type Settings: Section;
    /// Its tables.
    type Migrator: MigratorTrait;

    /// Builds the service; it may use its database, and nothing outside yet.
    fn open(
        settings: Self::Settings,
        base: Base,
    ) -> impl Future<Output = Result<Self, StartError>> + Send;

    /// Its routes.
    fn routes(config: &mut web::ServiceConfig);

    /// What it hears.
    fn subscriptions() -> Subscriptions<Self> {
        Subscriptions::default()
    }

    /// The work it does for itself.
    fn work() -> WorkTable<Self> {
        WorkTable::default()
    }
}

/// Why a service did not come up.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The settings are not right; all faults together.
    #[error("{}", list(.0))]
    Settings(Vec<Fault>),
    /// Its database can't be opened or migrated.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that it needs can't be made.
    #[error("{0}")]
    Other(String),
}

fn list(faults: &[Fault]) -> String {
    let lines = faults.iter().map(|fault| format!("\n  {fault}"));
    format!("the settings are not right:{}", lines.collect::<String>())
}

impl StartError {
    /// Anything else that keeps a service from coming up.
    pub fn other(cause: impl std::fmt::Display) -> Self {
        Self::Other(cause.to_string())
    }
}

/// What every service is given; clones share it.
#[derive(Clone)]
pub struct Base {
    /// The service's own database.
    pub database: Database,
    /// The other services.
    pub peers: Peers,
    /// Encryption at rest and keyed hashes.
    pub keyring: Keyring,
    /// Who may speak to us.
    pub trust: Arc<Trust>,
    /// What all processes agree on.
    pub shared: Arc<Shared>,
    runtime: Handle,
}

impl Base {
    /// Runs a command on the process's own runtime and awaits it. An HTTP worker has a runtime of its
    /// own; a connection opened there could stall somebody else's query.
    pub async fn run<T, E>(
        &self,
        command: impl Future<Output = Result<T, E>> + Send + 'static,
    ) -> Result<T, Failure>
    where
        T: Send + 'static,
        E: Into<Failure> + Send + 'static,
    {
        match self.runtime.spawn(command.in_current_span()).await {
            Ok(result) => result.map_err(Into::into),
            Err(panic) => Err(Failure::internal(panic)),
        }
    }

    /// Runs a computation of more than a millisecond beside the runtime's workers.
    pub async fn compute<T: Send + 'static>(
        &self,
        computation: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        self.runtime.spawn_blocking(computation).await.map_err(Failure::internal)
    }
}

/// A service that has joined the bus and waits to be started.
pub struct Prepared {
    start: Box<dyn FnOnce(&Tasks) + Send>,
}

impl Prepared {
    /// Starts it: its HTTP server, relay, consumer and worker.
    pub fn start(self, tasks: &Tasks) {
        (self.start)(tasks);
    }
}

/// Builds service `S` up to the point where all of its kind must have joined the bus.
pub async fn prepare<S: Service>(
    config: &Config,
    bus: &MemoryBus,
    clock: SharedClock,
    listener: TcpListener,
) -> Result<Prepared, StartError> {
    let shared = config.shared().map_err(StartError::Settings)?;
    let settings = config.section(S::NAME, shared.mode).map_err(StartError::Settings)?;
    let base = base::<S>(shared, clock).await?;
    S::Migrator::up(base.database.writer(), None).await.map_err(StoreError::from)?;
    let service = web::Data::new(S::open(settings, base.clone()).await?);
    let hears = S::subscriptions().kinds();
    bus.join(Arc::new(Inbox::new(base.database.clone(), hears)));
    let server = server(service.clone(), base.clone(), listener).map_err(StartError::other)?;
    let bus = bus.clone();
    let start = move |tasks: &Tasks| {
        let (database, service) = (base.database, service.into_inner());
        tasks.spawn(parvis_outbox::relay(database.clone(), bus, tasks.stop()));
        let consumer = parvis_outbox::consume(
            database.clone(),
            service.clone(),
            S::subscriptions(),
            tasks.stop(),
        );
        tasks.spawn(consumer);
        tasks.spawn(parvis_outbox::work(database, service, S::work(), tasks.stop()));
        tasks.spawn(serve(server, tasks.stop()));
    };
    Ok(Prepared { start: Box::new(start) })
}

async fn base<S: Service>(shared: Shared, clock: SharedClock) -> Result<Base, StartError> {
    let missing = || {
        let key = format!("shared.databases.{} is missing", S::NAME);
        StartError::Settings(vec![Fault::new(key)])
    };
    let url = shared.databases.get(S::NAME).ok_or_else(missing)?.reveal().to_owned();
    let keyring = Keyring::new(&shared.key_encryption_key).map_err(StartError::other)?;
    let identity = Identity::new(S::NAME, &shared.identity_key, clock.clone());
    let identity = identity.map_err(StartError::other)?;
    let trust = Trust::new(S::NAME, &shared.trusted_keys, clock.clone());
    let trust = Arc::new(trust.map_err(StartError::other)?);
    let peers = Peers::new(shared.addresses.clone(), identity).map_err(StartError::other)?;
    let database = Database::open(Options { service: S::NAME, url, clock }).await?;
    let (shared, runtime) = (Arc::new(shared), Handle::current());
    Ok(Base { database, peers, keyring, trust, shared, runtime })
}
