//! How the parts of one process find and believe each other: addresses, databases, identities.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use anyhow::{Context as _, Result, anyhow};
use parvis_chassis::Config;
use parvis_chassis::identity::{Identity, OPERATOR};
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_kernel::Secret;
use parvis_sandbox::Addresses;

use super::DataFolder;
use super::secrets::key_encryption_key;
use crate::development::beside;
use crate::operator::Place;
use crate::parts::{Kind, parts};
use crate::secrets::IDENTITY_KEY;

/// The parts and their listeners, bound before anybody needs their addresses.
pub(super) struct Listeners(Vec<(Kind, TcpListener)>);

impl Listeners {
    /// Binds the gateway to `listen` and each service to a loopback port of the system's choice.
    pub(super) fn bind(listen: SocketAddr) -> Result<Self> {
        let bound = parts().map(|part| {
            let is_gateway = part.name == parvis_gateway::NAME;
            let at = if is_gateway { listen } else { (Ipv4Addr::LOCALHOST, 0).into() };
            let listener = TcpListener::bind(at).with_context(|| format!("{at} can't be used"))?;
            Ok((part, listener))
        });
        Ok(Self(bound.collect::<Result<_>>()?))
    }

    /// The gateway's address; one that listens everywhere is reached by loopback.
    pub(super) fn gateway_url(&self) -> Result<String> {
        let gateway = self.0.iter().find(|(part, _)| part.name == parvis_gateway::NAME);
        let (_, gateway) = gateway.context("no gateway")?;
        let mut address = gateway.local_addr()?;
        if address.ip().is_unspecified() {
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        Ok(format!("http://{address}"))
    }

    /// The addresses of each service.
    pub(super) fn service_urls(&self) -> Result<BTreeMap<&'static str, Vec<String>>> {
        let services = self.0.iter().filter(|(part, _)| part.name != parvis_gateway::NAME);
        services
            .map(|(part, listener)| {
                Ok((part.name, vec![format!("http://{}", listener.local_addr()?)]))
            })
            .collect()
    }

    /// Every part and its listener.
    pub(super) fn into_parts(self) -> impl Iterator<Item = (Kind, TcpListener)> {
        self.0.into_iter()
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
            config = config.with("shared.key_encryption_key", key.reveal());
            for (setting, value) in beside(sandbox) {
                config = config.with(setting, value);
            }
        }
        let mode = if plan.production { "production" } else { "development" };
        config = config.with_environment().with("shared.mode", mode);
        if let Some(url) = plan.public_url {
            config = config.with("shared.public_url", url.trim_end_matches('/'));
        }
        let (mut keys, mut addresses) = (BTreeMap::new(), BTreeMap::new());
        for (part, listener) in &plan.listeners.0 {
            let name = part.name;
            if name != parvis_gateway::NAME {
                let address = format!("http://{}", listener.local_addr()?);
                config = config
                    .with(&format!("shared.addresses.{name}"), &address)
                    .with(&format!("shared.databases.{name}"), plan.folder.database(name));
                addresses.insert(name.to_owned(), address);
            }
            let (private, public) = Identity::generate().map_err(|_| anyhow!("no randomness"))?;
            keys.insert(name, private);
            config = config.with(&format!("shared.trusted_keys.{name}"), public);
        }
        let trusted = format!("shared.trusted_keys.{OPERATOR}");
        config = config.with(&trusted, admit_operator(plan.folder, addresses)?);
        Ok(Self { keys, config })
    }

    /// The settings with the identity of one part.
    pub(super) fn identify(&self, name: &str) -> Config {
        let key = self.keys.get(name).map(Secret::reveal).unwrap_or_default();
        self.config.clone().with("shared.identity_key", key)
    }
}

/// Leaves a fresh key and the addresses for an operator in the folder; returns the public half.
fn admit_operator(folder: &DataFolder, addresses: BTreeMap<String, String>) -> Result<String> {
    let (private, public) = Identity::generate().map_err(|_| anyhow!("no randomness"))?;
    let file = format!("{OPERATOR}.{IDENTITY_KEY}");
    folder.keep(&file, private.reveal())?;
    Place { addresses, identity_key_file: file.into() }.keep(folder.path())?;
    Ok(public)
}

fn defaults() -> Config {
    let own = parts().map(|part| part.defaults);
    Config::from_defaults(std::iter::once(SHARED_DEFAULTS).chain(own))
}
