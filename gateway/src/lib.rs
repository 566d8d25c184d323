//! The only door: route table, keys, limits, and the streaming proxy behind them.
//!
//! Whatever passes bears a token that names the service and the application it speaks for; services
//! trust that token and nothing else. The gateway keeps nothing: it has no database, and a restart
//! costs its callers their counted hour at most.

mod address;
mod addresses;
mod app;
mod cors;
mod door;
mod error;
mod keys;
mod limits;
mod outer;
mod pages;
mod proxy;
mod registry;
mod revocation;
mod routes;
mod settings;
mod upload;
mod upstream;
mod worker;

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use parvis_bus::MemoryBus;
use parvis_chassis::identity::Identity;
use parvis_chassis::{Config, Keyring, Shared, StartError, Tasks, http};
use parvis_events::Envelope;
use parvis_kernel::SharedClock;
use tokio::sync::broadcast::Receiver;

use crate::addresses::Addresses;
use crate::keys::Keys;
use crate::limits::Limits;
use crate::settings::Settings;
use crate::worker::Common;

/// The gateway's name: its section, and the issuer of the tokens that it mints.
pub const NAME: &str = "gateway";
/// Its commented default settings.
pub const DEFAULTS: &str = include_str!("../../deploy/config/gateway.toml");

/// The gateway.
pub struct Gateway;

/// A gateway that overhears the bus and waits to be started.
pub struct PreparedGateway {
    common: Arc<Common>,
    overheard: Receiver<Arc<Envelope>>,
    server: Server,
}

impl Gateway {
    /// Builds the gateway that will serve `listener`. It reads the sections `shared` and `gateway`,
    /// and wants an address for each service that a route leads to.
    pub fn prepare(
        config: &Config,
        bus: &MemoryBus,
        clock: SharedClock,
        listener: TcpListener,
    ) -> Result<PreparedGateway, StartError> {
        let shared = config.shared().map_err(StartError::Settings)?;
        let settings = config.section(NAME, shared.mode).map_err(StartError::Settings)?;
        let port = listener.local_addr().map_err(StartError::other)?.port();
        let common = Arc::new(common(settings, shared, clock, port)?);
        let server = app::server(common.clone(), listener).map_err(StartError::other)?;
        Ok(PreparedGateway { common, overheard: bus.listen(), server })
    }
}

impl PreparedGateway {
    /// Starts it: it serves until the tasks are told to stop, and finishes what is underway.
    pub fn start(self, tasks: &Tasks) {
        tasks.spawn(revocation::overhear(self.common, self.overheard, tasks.stop()));
        tasks.spawn(http::serve(self.server, tasks.stop()));
    }
}

fn common(
    settings: Settings,
    shared: Shared,
    clock: SharedClock,
    port: u16,
) -> Result<Common, StartError> {
    Ok(Common {
        addresses: Addresses::parse(&shared.addresses).map_err(StartError::Settings)?,
        keyring: Keyring::new(&shared.key_encryption_key).map_err(StartError::other)?,
        identity: Identity::new(NAME, &shared.identity_key, clock.clone())
            .map_err(StartError::other)?,
        keys: Keys::new(&settings, clock.clone()),
        limits: Limits::new(&settings),
        public_url: shared.public_url,
        port,
        settings,
        clock,
    })
}
