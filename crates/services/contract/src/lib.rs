//! The contract service: the pre-filled contract as a PDF, and its final signed form.
//!
//! A contract is written once and never changes: what was shown is what is signed. The signed form
//! stands beside the original and begins with its bytes.

mod commands;
pub mod domain;
mod error;
mod http;
mod publish;
mod settings;
mod store;
mod subscribe;

use actix_web::web;
use parvis_chassis::{Base, Service, StartError};
use parvis_outbox::{Subscriptions, WorkTable};

pub use settings::Settings;

/// The contract service.
pub struct Contracts {
    base: Base,
    settings: Settings,
}

impl Service for Contracts {
    const NAME: &'static str = "contract";
    const DEFAULTS: &'static str = include_str!("../../../../deploy/config/contract.toml");
    type Settings = Settings;
    type Migrator = store::Migrator;

    async fn open(settings: Settings, base: Base) -> Result<Self, StartError> {
        Ok(Self { base, settings })
    }

    fn routes(config: &mut web::ServiceConfig) {
        http::routes(config);
    }

    fn subscriptions() -> Subscriptions<Self> {
        subscribe::subscriptions()
    }

    fn work() -> WorkTable<Self> {
        WorkTable::default()
            .on(commands::GENERATE, commands::generate)
            .on(commands::COLLECT, commands::collect)
    }
}
