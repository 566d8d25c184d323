//! The whole platform in one process: six services, the gateway and, in development, the sandbox.
//!
//! The walls stand here too: each service has its own database, port and identity, and the gateway
//! proxies as it does when they run apart.

mod data_folder;
mod secrets;
mod wiring;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use parvis_bus::Bus;
use parvis_chassis::telemetry::{self, Telemetry};
use parvis_chassis::{Config, StartError, Tasks};
use parvis_kernel::{SharedClock, SystemClock};
use parvis_sandbox::Sandbox;

pub(crate) use data_folder::{DataFolder, keep_in};
use wiring::{Listeners, Plan, Wiring};

use crate::development::{SMTP_PASSWORD, SMTP_USER};
use crate::parts::parts;

/// How long a stopping platform finishes what is underway.
const GRACE: Duration = Duration::from_secs(25);
/// How long a starting platform may take to be ready.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a platform is started with.
pub(crate) struct Options {
    /// Where databases and keys are kept.
    pub(crate) folder: DataFolder,
    /// Where the gateway listens; port 0 lets the system choose.
    pub(crate) listen: SocketAddr,
    /// Where people and clients reach the gateway, if not where it listens.
    pub(crate) public_url: Option<String>,
    /// Strict secrets, real limits, no sandbox.
    pub(crate) production: bool,
    /// Log only what went wrong, unless the settings of the environment say otherwise.
    pub(crate) quiet: bool,
}

/// A running platform.
pub(crate) struct Platform {
    /// The gateway's address.
    pub(crate) gateway: String,
    /// The addresses of each service.
    pub(crate) services: BTreeMap<&'static str, Vec<String>>,
    /// The sandbox, in development.
    pub(crate) sandbox: Option<Sandbox>,
    /// Its data.
    pub(crate) folder: DataFolder,
    tasks: Tasks,
    telemetry: Telemetry,
}

impl Platform {
    /// Starts everything and returns once it is ready.
    pub(crate) async fn start(options: Options) -> Result<Self> {
        let Options { folder, listen, public_url, production, quiet } = options;
        let sandbox = if production { None } else { Some(start_sandbox(&folder).await?) };
        let listeners = Listeners::bind(listen)?;
        let (gateway, services) = (listeners.gateway_url()?, listeners.service_urls()?);
        // In production an address that nobody outside reaches is no public one.
        let reached_at = if production { None } else { Some(gateway.as_str()) };
        let wiring = Wiring::new(&Plan {
            folder: &folder,
            listeners: &listeners,
            sandbox: sandbox.as_ref().map(Sandbox::addresses),
            public_url: public_url.as_deref().or(reached_at),
            production,
            quiet,
        })?;
        let telemetry = check(&wiring.config)?;
        let tasks = Tasks::default();
        start_all(&wiring, listeners, &tasks).await?;
        let platform = Self { gateway, services, sandbox, folder, tasks, telemetry };
        platform.wait_until_ready().await?;
        Ok(platform)
    }

    /// Stops everything: requests and work underway are finished first.
    pub(crate) async fn stop(self) -> Result<()> {
        let ended = self.tasks.drain(GRACE).await;
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await;
        }
        self.telemetry.end().await;
        anyhow::ensure!(ended, "something did not end within {} s", GRACE.as_secs());
        Ok(())
    }

    async fn wait_until_ready(&self) -> Result<()> {
        let client = parvis_chassis::upstream::client(Duration::from_secs(2))?;
        let ready = format!("{}/health/ready", self.gateway);
        let look = async {
            loop {
                let answer = client.get(&ready).send().await;
                if answer.is_ok_and(|a| a.status().is_success()) {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.context("the platform did not become ready")
    }
}

async fn start_sandbox(folder: &DataFolder) -> Result<Sandbox> {
    let kept = folder.read("sandbox-tsa.pem")?;
    let config = parvis_sandbox::Config {
        tsa_authority_pem: kept,
        smtp_user: SMTP_USER.to_owned(),
        smtp_password: SMTP_PASSWORD.to_owned(),
        ..Default::default()
    };
    let sandbox = Sandbox::start(config).await?;
    folder.keep("sandbox-tsa.pem", sandbox.tsa_authority_pem())?;
    Ok(sandbox)
}

/// Starts the telemetry, and finds what is wrong with the settings of all parts together, before any part has
/// done anything.
fn check(config: &Config) -> Result<Telemetry> {
    let shared = config.shared();
    let own = parts().flat_map(|part| (part.faults)(config));
    let faults = shared.as_ref().err().cloned().unwrap_or_default();
    let faults: Vec<_> = faults.into_iter().chain(own).collect();
    match shared {
        Ok(shared) if faults.is_empty() => Ok(telemetry::start("parvis", &shared)?),
        Ok(_) | Err(_) => Err(StartError::Settings(faults).into()),
    }
}

/// Prepares all before the first one starts: whoever speaks must find everybody listening.
async fn start_all(wiring: &Wiring, listeners: Listeners, tasks: &Tasks) -> Result<()> {
    let (bus, clock): (_, SharedClock) = (Bus::memory(), Arc::new(SystemClock));
    let mut prepared = Vec::new();
    for (part, listener) in listeners.into_parts() {
        let config = wiring.identify(part.name);
        let ready = (part.come_up)(&config, &bus, clock.clone(), listener).await;
        prepared.push(ready.with_context(|| format!("the {} did not come up", part.name))?);
    }
    for part in prepared {
        part.start(tasks);
    }
    Ok(())
}
