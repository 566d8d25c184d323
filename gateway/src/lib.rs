//! The only door: route table, keys, limits, and the streaming proxy behind them.
//!
//! Whatever passes bears a token that names the service and the application it speaks for; services
//! trust that token and nothing else. The gateway keeps nothing: it has no database, and any number of
//! gateways serve side by side. What they must agree on stands in Redis, where the settings name one.

mod address;
mod addresses;
mod app;
mod call;
mod cors;
mod door;
mod error;
mod keys;
mod limits;
mod outer;
mod pages;
mod part;
mod proxy;
mod registry;
mod resolver;
mod revocation;
mod routes;
mod settings;
mod upload;
mod upstream;
mod worker;

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use parvis_bus::{Bus, Overhearing};
use parvis_chassis::identity::Identity;
use parvis_chassis::metrics::{self, Metrics};
use parvis_chassis::{Config, Keyring, Shared, StartError, Tasks, http};
use parvis_events::Payload as _;
use parvis_events::registry::v1::MasterKeyRevoked;
use parvis_kernel::SharedClock;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::keys::Keys;
use crate::limits::Limits;
use crate::resolver::Resolver;
use crate::settings::Settings;
use crate::worker::Common;

/// The gateway's name: its section, and the issuer of the tokens that it mints.
pub const NAME: &str = "gateway";
/// Its commented default settings.
pub const DEFAULTS: &str = include_str!("../../deploy/config/gateway.toml");

/// How long the first requests wait for the services to be found by their names.
const FINDING: Duration = Duration::from_secs(2);

/// The gateway.
pub struct Gateway;

/// A gateway that overhears the bus and waits to be started.
pub struct PreparedGateway {
    common: Arc<Common>,
    overhearing: Overhearing,
    server: Server,
    metrics: Option<Server>,
}

impl Gateway {
    /// Builds the gateway that will serve `listener`. It reads the sections `shared` and `gateway`,
    /// and wants an address for each service that a route leads to.
    pub fn prepare(
        config: &Config,
        bus: &Bus,
        clock: SharedClock,
        listener: TcpListener,
    ) -> Result<PreparedGateway, StartError> {
        let shared = config.shared().map_err(StartError::Settings)?;
        let settings = config.section(NAME, shared.mode).map_err(StartError::Settings)?;
        let port = listener.local_addr().map_err(StartError::other)?.port();
        let common = Arc::new(common(settings, shared, clock, port)?);
        let metrics = metrics_server(&common)?;
        let overhearing = bus.overhear(&[MasterKeyRevoked::TYPE]);
        match bus {
            Bus::Memory(_) => common.keys.hear_again(),
            // A broker says when everything is heard.
            Bus::Amqp(_) => {}
        }
        let server = app::server(common.clone(), listener).map_err(StartError::other)?;
        Ok(PreparedGateway { common, overhearing, server, metrics })
    }
}

impl PreparedGateway {
    /// To be cancelled when the process is about to end: from then on it says that it is not ready, and
    /// closes each connection with the answer that it gives over it.
    pub fn leaving(&self) -> CancellationToken {
        self.common.leaving.clone()
    }

    /// Starts it: it serves until the tasks are told to stop, and finishes what is underway.
    pub fn start(self, tasks: &Tasks) {
        let (to, heard) = mpsc::channel(revocation::BACKLOG);
        tasks.spawn(self.overhearing.run(to, tasks.stop()));
        tasks.spawn(revocation::heed(self.common.clone(), heard));
        let (resolver, stop) = (self.common.resolver.clone(), tasks.stop());
        tasks.spawn(async move { resolver.run(stop).await });
        let (common, stop) = (self.common.clone(), tasks.stop());
        tasks.spawn(async move { common.limits.keep_connected(stop).await });
        let stop = tasks.stop();
        tasks.spawn(async move {
            self.common.resolver.find_all(FINDING).await;
            http::serve(self.server, stop).await;
        });
        if let Some(metrics) = self.metrics {
            tasks.spawn(http::serve(metrics, tasks.stop()));
        }
    }
}

/// The server of the numbers, where the settings name an address for it.
fn metrics_server(common: &Common) -> Result<Option<Server>, StartError> {
    let Some(listen) = common.settings.metrics_listen() else { return Ok(None) };
    let listener = TcpListener::bind(listen).map_err(|error| {
        StartError::other(format_args!("gateway.metrics_listen {listen} can't be used: {error}"))
    })?;
    metrics::server(common.metrics.clone(), listener).map(Some).map_err(StartError::other)
}

fn common(
    settings: Settings,
    shared: Shared,
    clock: SharedClock,
    port: u16,
) -> Result<Common, StartError> {
    let addresses = addresses::read(&shared.addresses).map_err(StartError::Settings)?;
    let keyring = Keyring::new(&shared.key_encryption_key).map_err(StartError::other)?;
    let identity = Identity::new(NAME, &shared.identity_key, clock.clone());
    Ok(Common {
        resolver: Arc::new(Resolver::new(addresses)),
        identity: identity.map_err(StartError::other)?,
        keys: Keys::new(&settings, clock.clone()),
        limits: Limits::new(&settings, &shared, &keyring).map_err(StartError::other)?,
        metrics: Metrics::new(NAME, shared.mode),
        public_url: shared.public_url,
        keyring,
        port,
        settings,
        clock,
        leaving: CancellationToken::new(),
    })
}
