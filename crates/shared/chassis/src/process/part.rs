//! What can be a process of its own: a service, or the gateway.

use std::net::TcpListener;
use std::sync::Arc;

use parvis_bus::Bus;
use parvis_kernel::{SharedClock, SystemClock};

use crate::identity::{Identity, Trust};
use crate::service::{Prepared, Service, StartError, missing_database, prepare};
use crate::settings::{Config, Fault, Shared};

/// A part of the platform that can run by itself, or beside the others in one process.
pub trait Part {
    /// Its name: its section, and the issuer of its tokens. Its binary is `parvis-<name>`.
    fn name() -> &'static str;

    /// Its commented default settings.
    fn defaults() -> &'static str;

    /// What is wrong with its own section; all faults together.
    fn faults(config: &Config) -> Vec<Fault>;

    /// What is missing in the section `shared`, that only a part of this kind needs.
    fn missing(_: &Shared) -> Vec<Fault> {
        Vec::new()
    }

    /// Builds it up to the point where it can start.
    fn come_up(
        config: &Config,
        bus: &Bus,
        clock: SharedClock,
        listener: TcpListener,
    ) -> impl Future<Output = Result<Prepared, StartError>> + Send;
}

impl<S: Service> Part for S {
    fn name() -> &'static str {
        S::NAME
    }

    fn defaults() -> &'static str {
        S::DEFAULTS
    }

    fn faults(config: &Config) -> Vec<Fault> {
        config.section::<S::Settings>(S::NAME, config.mode()).err().unwrap_or_default()
    }

    fn missing(shared: &Shared) -> Vec<Fault> {
        let database = shared.databases.get(S::NAME);
        database.is_none().then(|| missing_database(S::NAME)).into_iter().collect()
    }

    async fn come_up(
        config: &Config,
        bus: &Bus,
        clock: SharedClock,
        listener: TcpListener,
    ) -> Result<Prepared, StartError> {
        prepare::<S>(config, bus, clock, listener).await
    }
}

/// What is wrong with the section `shared` for a part that runs by itself.
pub(super) fn faults_apart<P: Part>(shared: &Shared) -> Vec<Fault> {
    let mut faults = P::missing(shared);
    let fault = |text: &str| Fault::new(text);
    if shared.bus.reveal().starts_with("memory:") {
        faults.push(fault("shared.bus must be amqp:// or amqps:// where a part runs by itself"));
    } else if let Err(error) = Bus::open(&shared.bus, &shared.backend_roots, P::name()) {
        faults.push(Fault::new(format!("shared.bus {error}")));
    }
    let clock: SharedClock = Arc::new(SystemClock);
    if Identity::new(P::name(), &shared.identity_key, clock.clone()).is_err() {
        faults.push(fault("shared.identity_key must be an Ed25519 key (PKCS#8, base64)"));
    }
    for (name, key) in &shared.trusted_keys {
        if Trust::new(P::name(), [(name, key)], clock.clone()).is_err() {
            let text = format!(
                "shared.trusted_keys.{name} must be an Ed25519 public key (32 bytes, base64)"
            );
            faults.push(Fault::new(text));
        }
    }
    faults
}
