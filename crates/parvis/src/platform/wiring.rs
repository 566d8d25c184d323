//! How the parts of one process find and believe each other: addresses, databases, identities.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::{Context as _, Result, anyhow};
use parvis_chassis::identity::Identity;
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_chassis::{Config, Service as _};
use parvis_kernel::Secret;
use parvis_sandbox::Addresses;

use super::DataFolder;
use super::secrets::key_encryption_key;

/// The sandbox's mail account.
pub(super) const SMTP_USER: &str = "parvis";
/// Its password.
pub(super) const SMTP_PASSWORD: &str = "sandbox";
/// A limit an hour that nobody at a desk reaches.
const WIDE: u32 = 1_000_000;

/// The listeners of all parts, bound before anybody needs their addresses.
pub(super) struct Listeners {
    pub(super) gateway: TcpListener,
    pub(super) registry: TcpListener,
    pub(super) onboarding: TcpListener,
    pub(super) vat: TcpListener,
    pub(super) contract: TcpListener,
    pub(super) signature: TcpListener,
    pub(super) mailer: TcpListener,
}

impl Listeners {
    /// Binds the gateway to `listen` and each service to a loopback port of the system's choice.
    pub(super) fn bind(listen: SocketAddr) -> Result<Self> {
        let gateway =
            TcpListener::bind(listen).with_context(|| format!("{listen} can't be used"))?;
        let any = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        Ok(Self {
            gateway,
            registry: any()?,
            onboarding: any()?,
            vat: any()?,
            contract: any()?,
            signature: any()?,
            mailer: any()?,
        })
    }

    /// The gateway's address; one that listens everywhere is reached by loopback.
    pub(super) fn gateway_url(&self) -> Result<String> {
        let mut address = self.gateway.local_addr()?;
        if address.ip().is_unspecified() {
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        Ok(format!("http://{address}"))
    }

    fn services(&self) -> [(&'static str, &TcpListener); 6] {
        [
            (parvis_registry::Registry::NAME, &self.registry),
            (parvis_onboarding::Onboarding::NAME, &self.onboarding),
            (parvis_vat::Vat::NAME, &self.vat),
            (parvis_contract::Contracts::NAME, &self.contract),
            (parvis_signature::Signature::NAME, &self.signature),
            (parvis_mailer::Mailer::NAME, &self.mailer),
        ]
    }
}

/// Identities and shared settings of one process.
pub(super) struct Wiring {
    keys: BTreeMap<&'static str, Secret>,
    config: Config,
    production: bool,
}

impl Wiring {
    /// Gives each part an identity for this run, and everybody everybody's address.
    pub(super) fn new(
        folder: &DataFolder,
        listeners: &Listeners,
        public_url: &str,
        production: bool,
    ) -> Result<Self> {
        let mode = if production { "production" } else { "development" };
        let mut config = Config::from_defaults([
            SHARED_DEFAULTS,
            parvis_gateway::DEFAULTS,
            parvis_registry::Registry::DEFAULTS,
            parvis_onboarding::Onboarding::DEFAULTS,
            parvis_vat::Vat::DEFAULTS,
            parvis_contract::Contracts::DEFAULTS,
            parvis_signature::Signature::DEFAULTS,
            parvis_mailer::Mailer::DEFAULTS,
        ])
        .with("shared.mode", mode)
        .with("shared.public_url", public_url.trim_end_matches('/'));
        if !production {
            let key = key_encryption_key(folder)?;
            config = config.with("shared.key_encryption_key", key.reveal());
        }
        let mut keys = BTreeMap::new();
        for (name, listener) in listeners.services() {
            config = config
                .with(&format!("shared.addresses.{name}"), address(listener)?)
                .with(&format!("shared.databases.{name}"), folder.database(name));
            config = believe(config, &mut keys, name)?;
        }
        config = believe(config, &mut keys, parvis_gateway::NAME)?;
        Ok(Self { keys, config, production })
    }

    /// The same, logging only what went wrong.
    pub(super) fn quiet(self) -> Self {
        Self { config: self.config.with("shared.log", "warn"), ..self }
    }

    /// The settings of this run; the environment overrides them.
    pub(super) fn config(&self, sandbox: Option<&Addresses>) -> Result<Config> {
        let config = match sandbox {
            Some(sandbox) => beside(self.config.clone(), sandbox),
            None => self.config.clone(),
        };
        anyhow::ensure!(
            self.production || sandbox.is_some(),
            "a development platform needs its sandbox"
        );
        Ok(config.with_environment())
    }

    /// The same settings with the identity of one part.
    pub(super) fn identify(&self, config: &Config, name: &str) -> Config {
        let key = self.keys.get(name).map(Secret::reveal).unwrap_or_default();
        config.clone().with("shared.identity_key", key)
    }
}

fn address(listener: &TcpListener) -> Result<String> {
    Ok(format!("http://{}", listener.local_addr()?))
}

fn believe(
    config: Config,
    keys: &mut BTreeMap<&'static str, Secret>,
    name: &'static str,
) -> Result<Config> {
    let (private, public) = Identity::generate().map_err(|_| anyhow!("no randomness"))?;
    keys.insert(name, private);
    Ok(config.with(&format!("shared.trusted_keys.{name}"), public))
}

/// Points every adapter at the sandbox, and opens what development leaves open.
fn beside(config: Config, sandbox: &Addresses) -> Config {
    config
        .with("vat.vies_url", &sandbox.vies_url)
        .with("vat.sirene_url", &sandbox.sirene_url)
        .with("vat.sirene_key", "development")
        .with("registry.registration", "open")
        .with("gateway.start_per_hour", WIDE)
        .with("gateway.status_per_hour", WIDE)
        .with("gateway.keyless_per_hour", WIDE)
        .with("onboarding.provision_interval_hours", 0)
        .with("onboarding.dns_resolver", sandbox.dns.to_string())
        .with("signature.timestamp_url", &sandbox.tsa_url)
        .with("signature.timestamp_roots", &sandbox.tsa_root_pem)
        .with("mailer.smtp_host", sandbox.smtp.ip().to_string())
        .with("mailer.smtp_port", sandbox.smtp.port())
        .with("mailer.smtp_user", SMTP_USER)
        .with("mailer.smtp_password", SMTP_PASSWORD)
        .with("mailer.smtp_root_pem", &sandbox.smtp_root_pem)
}
