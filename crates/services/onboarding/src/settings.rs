//! Settings of the onboarding service; each key is explained in `deploy/config/onboarding.toml`.

use std::net::SocketAddr;
use std::time::Duration;

use parvis_chassis::{Fault, Mode, Section};
use parvis_kernel::{Locale, Secret};
use serde::Deserialize;

/// Section `onboarding`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The domain below which tenants live.
    pub base_domain: String,
    /// How long `provision` waits unless asked otherwise, in seconds.
    pub provision_wait_seconds: u64,
    /// How long `submit` waits, in seconds.
    pub submit_wait_seconds: u64,
    /// Between two provisionings that start new work, in hours; 0 for no limit.
    pub provision_interval_hours: u64,
    /// The language where a request names none.
    pub default_locale: Locale,
    /// Which service knows the applications.
    pub application_owner: String,
    /// How tenants' names come into DNS.
    pub dns_mode: DnsMode,
    /// The name server that is asked.
    pub dns_resolver: SocketAddr,
    /// How long one question to it may take, in milliseconds.
    pub dns_timeout_milliseconds: u64,
    /// Where the certificate comes from.
    pub tls_mode: TlsMode,
    /// The external certificate and those above it, in PEM.
    pub tls_chain: String,
    /// Its private key, in PEM.
    pub tls_key: Secret,
    /// The roots to verify it against, in PEM; empty for the last certificate of the chain.
    pub tls_roots: String,
}

/// How tenants' names come into DNS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DnsMode {
    /// One wildcard record for all.
    Wildcard,
}

/// Where the certificate comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsMode {
    /// From an authority of our own, for development.
    InternalCa,
    /// From the settings.
    External,
}

impl Settings {
    /// How long `provision` waits unless asked otherwise.
    pub const fn provision_wait(&self) -> Duration {
        Duration::from_secs(self.provision_wait_seconds)
    }

    /// How long `submit` waits.
    pub const fn submit_wait(&self) -> Duration {
        Duration::from_secs(self.submit_wait_seconds)
    }

    /// Between two provisionings that start new work.
    pub const fn provision_interval(&self) -> Duration {
        Duration::from_hours(self.provision_interval_hours)
    }

    /// How long one question to the name server may take.
    pub const fn dns_timeout(&self) -> Duration {
        Duration::from_millis(self.dns_timeout_milliseconds)
    }
}

impl Section for Settings {
    fn faults(&self, mode: Mode) -> Vec<Fault> {
        let external = self.tls_mode == TlsMode::External;
        let checks = [
            (
                is_domain(&self.base_domain),
                "base_domain must be a domain in lower case, at most 200 characters",
            ),
            (self.provision_wait_seconds <= 60, "provision_wait_seconds must be at most 60"),
            (self.submit_wait_seconds <= 60, "submit_wait_seconds must be at most 60"),
            (
                self.provision_interval_hours <= 24 * 366,
                "provision_interval_hours must be at most 8784",
            ),
            (
                (1..=60_000).contains(&self.dns_timeout_milliseconds),
                "dns_timeout_milliseconds must be 1 to 60000",
            ),
            (mode == Mode::Development || external, "tls_mode internal-ca is for development only"),
            (!external || !self.tls_chain.is_empty(), "tls_chain is missing"),
            (!external || !self.tls_key.is_empty(), "tls_key is missing"),
        ];
        let broken = checks.into_iter().filter(|(right, _)| !right);
        broken.map(|(_, fault)| Fault::new(format!("onboarding.{fault}"))).collect()
    }
}

/// Labels of lower-case letters, digits and inner hyphens, with room left for a tenant's label.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 200 && text.split('.').all(is_label)
}
