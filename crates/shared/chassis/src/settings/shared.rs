//! Section `shared`: what every process of a platform agrees on.

use std::collections::BTreeMap;

use parvis_kernel::Secret;
use serde::Deserialize;

use super::{Fault, Section};
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
    /// Where each service is reached by the others: `http://host:port`.
    pub addresses: BTreeMap<String, String>,
    /// Where each service keeps its data: `sqlite://path`.
    pub databases: BTreeMap<String, Secret>,
    /// Which lines are logged, such as `info,parvis_vat=debug`.
    pub log: String,
    /// How they look.
    pub log_format: LogFormat,
}

impl Section for Shared {
    fn faults(&self, _: Mode) -> Vec<Fault> {
        let mut faults = Vec::new();
        if Keyring::new(&self.key_encryption_key).is_err() {
            faults.push(Fault::new(
                "shared.key_encryption_key must be 32 bytes in base64, and not all the same",
            ));
        }
        if !self.public_url.starts_with("http://") && !self.public_url.starts_with("https://") {
            faults.push(Fault::new("shared.public_url must be an http or https address"));
        }
        if self.public_url.ends_with('/') {
            faults.push(Fault::new("shared.public_url must not end with a slash"));
        }
        faults
    }
}
