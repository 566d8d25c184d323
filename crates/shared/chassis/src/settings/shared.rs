//! Section `shared`: what every process of a platform agrees on.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use parvis_kernel::Secret;
use reqwest::Url;
use serde::Deserialize;

use super::{Fault, Section};
use crate::addresses::Addresses;
use crate::keyring::Keyring;
use crate::telemetry::LogFormat;

/// How strictly a process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Strict secrets, real limits.
    #[default]
    Production,
    /// Own secrets, wide limits, certificates marked TEST.
    Development,
}

/// The settings that every process reads.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// Production unless said otherwise.
    pub mode: Mode,
    /// Where people and clients reach the gateway, without a slash at the end.
    pub public_url: String,
    /// 32 bytes in base64: what secrets at rest are encrypted with, and what links are made from.
    pub key_encryption_key: Secret,
    /// This process's Ed25519 key (PKCS#8, base64).
    pub identity_key: Secret,
    /// Who may speak: name of a process to its Ed25519 public key (32 bytes, base64).
    pub trusted_keys: BTreeMap<String, String>,
    /// Where each service is reached by the others: `http://host:port`, several parted by commas.
    pub addresses: BTreeMap<String, String>,
    /// Where each service keeps its data: `sqlite://path` or `postgres://user:password@host/name`.
    pub databases: BTreeMap<String, Secret>,
    /// Connections that a process holds to its PostgreSQL database at most.
    pub database_connections: u32,
    /// Threads that a process works with, where each part is a process of its own.
    pub worker_threads: usize,
    /// What carries messages: `memory:`, or a broker's `amqp://` or `amqps://` address.
    pub bus: Secret,
    /// Root certificates, PEM, for databases, broker and Redis that no public authority vouches for.
    pub backend_roots: String,
    /// Where this process listens, when it runs by itself.
    pub listen: SocketAddr,
    /// Where traces go by OTLP over HTTP; empty for nowhere.
    pub otlp_url: String,
    /// Which lines are logged, such as `info,parvis_vat=debug`.
    pub log: String,
    /// How they look.
    pub log_format: LogFormat,
}

/// One listens for neighbours all the time; relay, worker and requests need some of their own.
const FEWEST_CONNECTIONS: u32 = 4;

impl Section for Shared {
    fn faults(&self, _: Mode) -> Vec<Fault> {
        let mut faults = Addresses::parse(&self.addresses).err().unwrap_or_default();
        if Keyring::new(&self.key_encryption_key).is_err() {
            faults.push(Fault::new(
                "shared.key_encryption_key must be 32 bytes in base64, and not all the same",
            ));
        }
        if !is_http(&self.public_url) {
            faults.push(Fault::new("shared.public_url must be an http or https address"));
        }
        let collector = Url::parse(&self.otlp_url);
        let reachable = collector.is_ok_and(|url| is_http(url.as_str()) && url.has_host());
        if !self.otlp_url.is_empty() && !reachable {
            faults.push(Fault::new("shared.otlp_url must be an http or https address, or empty"));
        }
        if self.database_connections < FEWEST_CONNECTIONS {
            let fewest =
                format!("shared.database_connections must be {FEWEST_CONNECTIONS} or more");
            faults.push(Fault::new(fewest));
        }
        if self.worker_threads == 0 {
            faults.push(Fault::new("shared.worker_threads must be 1 or more"));
        }
        if self.public_url.ends_with('/') {
            faults.push(Fault::new("shared.public_url must not end with a slash"));
        }
        faults
    }
}

fn is_http(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use crate::settings::{Config, SHARED_DEFAULTS};

    fn faults(otlp_url: &str) -> String {
        let config = Config::from_defaults([SHARED_DEFAULTS]).with("shared.otlp_url", otlp_url);
        format!("{:?}", config.shared().unwrap_err())
    }

    #[test]
    fn a_collector_is_an_address_or_none() {
        for right in ["", "http://collector:4318", "https://collector/otlp/"] {
            assert!(!faults(right).contains("otlp_url"), "{right}");
        }
        for wrong in ["collector:4318", "grpc://collector:4317", "http://", "http://canary@"] {
            let faults = faults(wrong);
            assert!(faults.contains("otlp_url") && !faults.contains("canary"), "{faults}");
        }
    }
}
