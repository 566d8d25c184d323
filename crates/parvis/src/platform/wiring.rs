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

/// What a platform is wired from.
pub(super) struct Plan<'a> {
    pub(super) folder: &'a DataFolder,
    pub(super) listeners: &'a Listeners,
    pub(super) sandbox: Option<&'a Addresses>,
    pub(super) public_url: Option<&'a str>,
    pub(super) production: bool,
    pub(super) quiet: bool,
}

/// Identities and settings of one process.
pub(super) struct Wiring {
    keys: BTreeMap<&'static str, Secret>,
    /// The settings of this run, without an identity.
    pub(super) config: Config,
}

impl Wiring {
    /// The defaults, what development adds, the environment, and last what the command line says and
    /// what one process knows best: who is where, and who is who.
    pub(super) fn new(plan: &Plan<'_>) -> Result<Self> {
        let mut config = defaults();
        if plan.quiet {
            config = config.with("shared.log", "warn");
        }
        if let Some(sandbox) = plan.sandbox {
            let key = key_encryption_key(plan.folder)?;
            config = beside(config, sandbox).with("shared.key_encryption_key", key.reveal());
        }
        let mode = if plan.production { "production" } else { "development" };
        config = config.with_environment().with("shared.mode", mode);
        if let Some(url) = plan.public_url {
            config = config.with("shared.public_url", url.trim_end_matches('/'));
        }
        let mut keys = BTreeMap::new();
        for (name, listener) in plan.listeners.services() {
            config = config
                .with(&format!("shared.addresses.{name}"), address(listener)?)
                .with(&format!("shared.databases.{name}"), plan.folder.database(name));
            config = believe(config, &mut keys, name)?;
        }
        config = believe(config, &mut keys, parvis_gateway::NAME)?;
        Ok(Self { keys, config })
    }

    /// The settings with the identity of one part.
    pub(super) fn identify(&self, name: &str) -> Config {
        let key = self.keys.get(name).map(Secret::reveal).unwrap_or_default();
        self.config.clone().with("shared.identity_key", key)
    }
}

fn defaults() -> Config {
    Config::from_defaults([
        SHARED_DEFAULTS,
        parvis_gateway::DEFAULTS,
        parvis_registry::Registry::DEFAULTS,
        parvis_onboarding::Onboarding::DEFAULTS,
        parvis_vat::Vat::DEFAULTS,
        parvis_contract::Contracts::DEFAULTS,
        parvis_signature::Signature::DEFAULTS,
        parvis_mailer::Mailer::DEFAULTS,
    ])
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
        .with("gateway.pages_per_hour", WIDE)
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
