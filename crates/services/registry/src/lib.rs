//! Who may call: applications, their master keys, and the API keys of tenants.
//!
//! Of a key only a keyed hash is kept; the key itself is shown once, to its owner. An application
//! always has at least one live master key and at most two, so that it can change keys without a gap.

mod commands;
mod domain;
mod error;
mod http;
mod publish;
mod settings;
mod store;
mod subscribe;

use actix_web::web;
use parvis_chassis::{Base, Service, StartError};
use parvis_outbox::Subscriptions;

use crate::domain::Admission;

/// The registry: the service that knows who may call.
pub struct Registry {
    base: Base,
    admission: Admission,
}

impl Service for Registry {
    const NAME: &'static str = "registry";
    const DEFAULTS: &'static str = include_str!("../../../../deploy/config/registry.toml");
    type Settings = settings::Settings;
    type Migrator = store::Migrator;

    async fn open(settings: Self::Settings, base: Base) -> Result<Self, StartError> {
        Ok(Self { base, admission: settings.admission() })
    }

    fn routes(config: &mut web::ServiceConfig) {
        http::routes(config);
    }

    fn subscriptions() -> Subscriptions<Self> {
        subscribe::subscriptions()
    }
}
