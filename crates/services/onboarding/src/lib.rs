//! Journeys: the state of each tenant from request to running space.
//!
//! This service is the platform's process manager: it alone decides how a journey goes on. The
//! others do what it asks and say what happened; they know nothing of journeys or of each other.

mod adapters;
mod commands;
pub mod domain;
mod error;
mod http;
mod publish;
mod settings;
mod store;
mod subscribe;

use actix_web::web::ServiceConfig;
use parvis_chassis::upstream::Upstream;
use parvis_chassis::{Base, Service, StartError};
use parvis_outbox::{Subscriptions, WorkTable};

pub use error::Error;
pub use settings::{DnsMode, Settings, TlsMode};

use adapters::dns::{DnsError, NameServer};
use store::Definitions;
use store::migrations::Migrator;

/// The onboarding service.
pub struct Onboarding {
    base: Base,
    settings: Settings,
    definitions: Definitions,
    name_server: NameServer,
    /// Its calls.
    dns: Upstream,
}

impl Service for Onboarding {
    const NAME: &'static str = "onboarding";
    const DEFAULTS: &'static str = include_str!("../../../../deploy/config/onboarding.toml");
    type Settings = Settings;
    type Migrator = Migrator;

    async fn open(settings: Settings, base: Base) -> Result<Self, StartError> {
        let definitions = Definitions::open(&base.database).await.map_err(StartError::other)?;
        let name_server = NameServer::new(settings.dns_resolver, settings.dns_timeout());
        commands::survey(&base.metrics, &base.database);
        let dns = base.upstream("dns");
        let service = Self { base, settings, definitions, name_server, dns };
        commands::certify(&service).await.map_err(StartError::other)?;
        Ok(service)
    }

    fn routes(config: &mut ServiceConfig) {
        http::routes(config);
    }

    fn subscriptions() -> Subscriptions<Self> {
        subscribe::subscriptions()
    }

    fn work() -> WorkTable<Self> {
        commands::work()
    }
}

impl Onboarding {
    /// Whether the name has an address now.
    async fn has_address(&self, name: &str) -> Result<bool, DnsError> {
        self.dns.call(self.name_server.has_address(name)).await
    }
}
