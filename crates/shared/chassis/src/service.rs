//! What a service is, what it is given, and how it comes up: first it joins the bus, then it works.

use std::net::TcpListener;
use std::num::NonZero;
use std::sync::Arc;

use actix_web::web;
use opentelemetry::trace::FutureExt as _;
use parvis_bus::Bus;
use parvis_kernel::SharedClock;
use parvis_outbox::{Database, Inbox, Options, StoreError, Subscriptions, WorkTable};
use sea_orm_migration::MigratorTrait;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::addresses::Addresses;
use crate::http::{serve, server};
use crate::idempotency::Answers;
use crate::identity::{Identity, Trust};
use crate::keyring::Keyring;
use crate::metrics::{self, Metrics};
use crate::peers::Peers;
use crate::problem::Failure;
use crate::settings::{Config, Fault, Section, Shared};
use crate::tasks::Tasks;
use crate::upstream::Upstream;

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
    /// What this service counts and measures.
    pub metrics: Metrics,
    /// What all processes agree on.
    pub shared: Arc<Shared>,
    pub(crate) bus: Bus,
    /// Cancelled once the process was told to end: it still works, and asks for no more.
    pub(crate) leaving: CancellationToken,
    runtime: Handle,
    /// One for each core: more computations at once are no faster, and each needs memory.
    cores: Arc<Semaphore>,
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
        // A command's future is large, and on its way into the runtime it would be moved several times.
        let command = Box::pin(command).in_current_span().with_current_context();
        match self.runtime.spawn(command).await {
            Ok(result) => result.map_err(Into::into),
            Err(panic) => Err(Failure::internal(panic)),
        }
    }

    /// Waits for something that a caller can ask for again later: until it comes, or until the process was
    /// told to end.
    pub async fn unless_leaving<T>(&self, waiting: impl Future<Output = T>) -> Option<T> {
        self.leaving.run_until_cancelled(waiting).await
    }

    /// A foreign system that this service calls, such as `vies`: its calls are traced and measured.
    pub fn upstream(&self, name: &'static str) -> Upstream {
        Upstream::new(name, self.metrics.clone())
    }

    /// Runs a computation of more than a millisecond beside the runtime's workers, as many at once as the
    /// machine has cores.
    pub async fn compute<T: Send + 'static>(
        &self,
        computation: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let core = self.cores.clone().acquire_owned().await.map_err(Failure::internal)?;
        let computing = self.runtime.spawn_blocking(move || {
            let computed = computation();
            drop(core);
            computed
        });
        computing.await.map_err(Failure::internal)
    }
}

/// A service that has joined the bus and waits to be started.
pub struct Prepared {
    leaving: CancellationToken,
    start: Box<dyn FnOnce(&Tasks) + Send>,
}

impl Prepared {
    /// Something that `start` starts, and that is not ready any more once `leaving` is cancelled.
    pub fn new(leaving: CancellationToken, start: impl FnOnce(&Tasks) + Send + 'static) -> Self {
        Self { leaving, start: Box::new(start) }
    }

    /// To be cancelled when the process is about to end: from then on it says that it is not ready.
    pub fn leaving(&self) -> CancellationToken {
        self.leaving.clone()
    }

    /// Starts it: its HTTP server, relay, consumer and worker.
    pub fn start(self, tasks: &Tasks) {
        (self.start)(tasks);
    }
}

/// Builds service `S` up to the point where all of its kind must have joined the bus.
pub async fn prepare<S: Service>(
    config: &Config,
    bus: &Bus,
    clock: SharedClock,
    listener: TcpListener,
) -> Result<Prepared, StartError> {
    let shared = config.shared().map_err(StartError::Settings)?;
    let settings = config.section(S::NAME, shared.mode).map_err(StartError::Settings)?;
    let base = base::<S>(shared, bus.clone(), clock).await?;
    metrics::watch(&base.metrics, base.database.clone());
    base.database.migrate::<S::Migrator>().await?;
    let service = web::Data::new(S::open(settings, base.clone()).await?);
    let hears = S::subscriptions().kinds();
    let inbox = Arc::new(Inbox::new(base.database.clone(), hears));
    bus.join(inbox.clone());
    let server = server(service.clone(), base.clone(), listener).map_err(StartError::other)?;
    let (bus, leaving) = (bus.clone(), base.leaving.clone());
    let start = move |tasks: &Tasks| {
        let (database, service) = (base.database, service.into_inner());
        let stop = tasks.stop();
        let relayed = bus.clone();
        tasks.spawn(async move { bus.bring(inbox, stop).await });
        tasks.spawn(parvis_outbox::relay(database.clone(), relayed, tasks.stop()));
        tasks.spawn(parvis_outbox::wake_neighbours(database.clone(), tasks.stop()));
        let consumer = parvis_outbox::consume(
            database.clone(),
            service.clone(),
            S::subscriptions(),
            tasks.stop(),
        );
        tasks.spawn(consumer);
        let (kept, stop) = (database.clone(), tasks.stop());
        tasks.spawn(async move { parvis_outbox::forget::<Answers>(&kept, &stop).await });
        tasks.spawn(parvis_outbox::work(database, service, S::work(), tasks.stop()));
        tasks.spawn(serve(server, tasks.stop()));
    };
    Ok(Prepared::new(leaving, start))
}

/// The fault of settings that name no database for a service.
pub(crate) fn missing_database(name: &str) -> Fault {
    Fault::new(format!("shared.databases.{name} is missing"))
}

async fn base<S: Service>(
    shared: Shared,
    bus: Bus,
    clock: SharedClock,
) -> Result<Base, StartError> {
    let url = shared.databases.get(S::NAME).cloned();
    let url = url.ok_or_else(|| StartError::Settings(vec![missing_database(S::NAME)]))?;
    let keyring = Keyring::new(&shared.key_encryption_key).map_err(StartError::other)?;
    let identity = Identity::new(S::NAME, &shared.identity_key, clock.clone());
    let identity = identity.map_err(StartError::other)?;
    let trust = Trust::new(S::NAME, &shared.trusted_keys, clock.clone());
    let trust = Arc::new(trust.map_err(StartError::other)?);
    let addresses = Addresses::parse(&shared.addresses).map_err(StartError::Settings)?;
    let metrics = Metrics::new(S::NAME, shared.mode);
    let peers = Peers::new(&addresses, identity, metrics.clone()).map_err(StartError::other)?;
    let (connections, roots) = (shared.database_connections, shared.backend_roots.clone());
    let options = Options { service: S::NAME, url, connections, roots, clock };
    let database = Database::open(options).await?;
    let (shared, leaving, runtime) =
        (Arc::new(shared), CancellationToken::new(), Handle::current());
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let cores = Arc::new(Semaphore::new(cores));
    Ok(Base { database, peers, keyring, trust, metrics, shared, bus, leaving, runtime, cores })
}
