//! Mail to people: templates, SMTP, the record of each delivery.
//!
//! An order to send carries neither address nor text: both are fetched from their owner when the mail
//! is rendered, and neither is stored or logged here. A mail is tried for two days; whoever ordered it
//! hears either that a relay took it or why it was given up.

mod adapters;
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
use parvis_outbox::{Subscriptions, WorkTable};

use crate::adapters::{Sender, Smtp};
use crate::domain::Templates;

/// The mailer: the service that writes to people.
pub struct Mailer {
    base: Base,
    templates: Templates,
    sender: Sender,
    smtp: Smtp,
}

impl Service for Mailer {
    const NAME: &'static str = "mailer";
    const DEFAULTS: &'static str = include_str!("../../../../deploy/config/mailer.toml");
    type Settings = settings::Settings;
    type Migrator = store::Migrator;

    async fn open(settings: Self::Settings, base: Base) -> Result<Self, StartError> {
        let smtp = Smtp::new(&settings, base.upstream("smtp")).map_err(StartError::other)?;
        let sender = Sender::new(&settings).map_err(StartError::other)?;
        let templates = Templates::new(settings.brand()).map_err(StartError::other)?;
        Ok(Self { base, templates, sender, smtp })
    }

    fn routes(config: &mut web::ServiceConfig) {
        http::routes(config);
    }

    fn subscriptions() -> Subscriptions<Self> {
        subscribe::subscriptions()
    }

    fn work() -> WorkTable<Self> {
        WorkTable::default().on(commands::SEND, commands::send)
    }
}
