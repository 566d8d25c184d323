//! Is this company real: VIES, INSEE Sirene, and the evidence of both.
//!
//! A verification has one of three outcomes and never a bare yes or no: valid, invalid, or unknown.
//! An outage is never taken for an answer. What is unknown is asked again in the background until
//! VIES answers or three days have passed, and each change of the outcome is said as a fact.

mod adapters;
mod commands;
mod domain;
mod error;
mod http;
mod publish;
mod settings;
mod store;
mod subscribe;

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::ServiceConfig;
use moka::sync::Cache;
use parvis_chassis::upstream;
use parvis_chassis::{Base, Service, StartError};
use parvis_outbox::{Subscriptions, WorkTable};

use adapters::application::Applications;
use adapters::sirene::{Companies, Sirene};
use adapters::vies::{Lane, Rest};
use commands::ask::Flight;
use domain::{Key, Verification};
pub use settings::Settings;
pub use store::Migrator;

/// How many verdicts are at hand without a look into the database.
const AT_HAND: u64 = 20_000;
/// How long a settled verdict is at hand without a look into the database.
const AT_HAND_FOR: Duration = Duration::from_mins(1);

/// The vat service.
pub struct Vat {
    base: Base,
    settings: Settings,
    vies: Lane,
    companies: Option<Arc<dyn Companies>>,
    applications: Applications,
    /// The questions underway, so that the same one is asked once.
    flights: Flight,
    /// The verdicts in front of the stored ones.
    at_hand: Cache<Key, Arc<Verification>>,
}

impl Service for Vat {
    const NAME: &'static str = "vat";
    const DEFAULTS: &'static str = include_str!("../../../../deploy/config/vat.toml");
    type Settings = Settings;
    type Migrator = Migrator;

    async fn open(settings: Settings, base: Base) -> Result<Self, StartError> {
        let client = upstream::client(settings.budget()).map_err(StartError::other)?;
        let rest = Arc::new(Rest::new(client.clone(), &settings.vies_url, base.upstream("vies")));
        let vies =
            Lane::new(rest, settings.vies_concurrency, settings.vies_concurrency_per_country);
        let companies = settings.asks_sirene().then(|| -> Arc<dyn Companies> {
            let (url, key) = (&settings.sirene_url, settings.sirene_key.clone());
            Arc::new(Sirene::new((client, base.upstream("sirene")), url, key))
        });
        let applications = Applications::new(base.peers.clone(), &settings.application_owner);
        let flights = Flight::builder().max_capacity(AT_HAND).build();
        let at_hand = Cache::builder().max_capacity(AT_HAND).time_to_live(AT_HAND_FOR).build();
        Ok(Self { base, settings, vies, companies, applications, flights, at_hand })
    }

    fn routes(config: &mut ServiceConfig) {
        http::routes(config);
    }

    fn subscriptions() -> Subscriptions<Self> {
        subscribe::subscriptions()
    }

    fn work() -> WorkTable<Self> {
        WorkTable::default().on(commands::pursue::KIND, commands::pursue::pursue)
    }
}
