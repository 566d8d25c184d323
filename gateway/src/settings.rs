//! Section `gateway`: limits, time limits and sizes.

use std::net::SocketAddr;
use std::time::Duration;

use parvis_chassis::{Fault, Mode, Section};
use parvis_kernel::Secret;
use serde::Deserialize;

use crate::limits::{BadUrl, is_usable};

/// The gateway's settings; each is explained in its commented default file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) workers: usize,
    pub(crate) max_connections: usize,
    pub(crate) trusted_proxies: usize,
    pub(crate) cors_origins: Vec<String>,
    metrics_listen: String,
    pub(crate) limits: Secret,
    limits_milliseconds: u64,
    pub(crate) start_per_hour: usize,
    pub(crate) status_per_hour: usize,
    pub(crate) keyless_per_hour: usize,
    pub(crate) pages_per_hour: usize,
    pub(crate) counted_callers: u64,
    key_known_seconds: u64,
    key_unknown_seconds: u64,
    pub(crate) remembered_keys: u64,
    request_head_seconds: u64,
    request_body_seconds: u64,
    connect_milliseconds: u64,
    answer_seconds: u64,
    idle_seconds: u64,
    pub(crate) idle_connections: usize,
}

/// How long others may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeLimits {
    pub(crate) request_head: Duration,
    pub(crate) request_body: Duration,
    pub(crate) connect: Duration,
    pub(crate) answer: Duration,
    pub(crate) idle: Duration,
    pub(crate) count: Duration,
}

/// How long what the registry said about a key is believed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Belief {
    pub(crate) known: Duration,
    pub(crate) unknown: Duration,
}

impl Settings {
    pub(crate) const fn time_limits(&self) -> TimeLimits {
        TimeLimits {
            request_head: Duration::from_secs(self.request_head_seconds),
            request_body: Duration::from_secs(self.request_body_seconds),
            connect: Duration::from_millis(self.connect_milliseconds),
            answer: Duration::from_secs(self.answer_seconds),
            idle: Duration::from_secs(self.idle_seconds),
            count: Duration::from_millis(self.limits_milliseconds),
        }
    }

    /// Where the numbers are told, if anywhere.
    pub(crate) fn metrics_listen(&self) -> Option<SocketAddr> {
        self.metrics_listen.parse().ok()
    }

    pub(crate) const fn belief(&self) -> Belief {
        Belief {
            known: Duration::from_secs(self.key_known_seconds),
            unknown: Duration::from_secs(self.key_unknown_seconds),
        }
    }

    fn positive(&self) -> impl Iterator<Item = (&'static str, bool)> {
        [
            ("workers", self.workers > 0),
            ("max_connections", self.max_connections > 0),
            ("limits_milliseconds", self.limits_milliseconds > 0),
            ("start_per_hour", self.start_per_hour > 0),
            ("status_per_hour", self.status_per_hour > 0),
            ("keyless_per_hour", self.keyless_per_hour > 0),
            ("pages_per_hour", self.pages_per_hour > 0),
            ("counted_callers", self.counted_callers > 0),
            ("remembered_keys", self.remembered_keys > 0),
            ("request_head_seconds", self.request_head_seconds > 0),
            ("request_body_seconds", self.request_body_seconds > 0),
            ("connect_milliseconds", self.connect_milliseconds > 0),
            ("answer_seconds", self.answer_seconds > 0),
        ]
        .into_iter()
    }
}

impl Section for Settings {
    fn faults(&self, _: Mode) -> Vec<Fault> {
        let zeros = self.positive().filter(|(_, positive)| !positive);
        let zeros = zeros.map(|(key, _)| Fault::new(format!("gateway.{key} must not be 0")));
        let origins = self.cors_origins.iter().filter(|origin| !is_origin(origin));
        let origins = origins.map(|origin| {
            Fault::new(format!("gateway.cors_origins: {origin} is not like https://host:port"))
        });
        let listen = &self.metrics_listen;
        let unusable = !listen.is_empty() && self.metrics_listen().is_none();
        let listen = unusable.then(|| {
            Fault::new("gateway.metrics_listen must be like 127.0.0.1:9090, or empty".to_owned())
        });
        let limits = (!is_usable(&self.limits)).then(|| Fault::new(BadUrl.to_string()));
        zeros.chain(origins).chain(limits).chain(listen).collect()
    }
}

/// Whether the text is an origin as browsers send it (RFC 6454, section 6.2): no path, lower case.
fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b':' | b'[' | b']');
    host.is_some_and(|host| !host.is_empty() && host.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_file_names_exactly_the_settings_there_are() {
        let config = parvis_chassis::Config::from_defaults([crate::DEFAULTS]);
        let settings = config.section::<Settings>(crate::NAME, Mode::Production).unwrap();
        assert_eq!((settings.start_per_hour, settings.status_per_hour), (10, 100));
        assert_eq!((settings.keyless_per_hour, settings.pages_per_hour), (50, 600));
    }

    #[test]
    fn all_faults_are_reported_together() {
        let config = parvis_chassis::Config::from_defaults([crate::DEFAULTS])
            .with("gateway.workers", 0)
            .with("gateway.cors_origins", ["https://app.example.com", "*", "https://a/b"])
            .with("gateway.limits", "redis://user:canary@")
            .with("gateway.metrics_listen", "9090");
        let faults = config.section::<Settings>(crate::NAME, Mode::Production).unwrap_err();
        assert_eq!(faults.len(), 5, "{faults:?}");
        assert!(!format!("{faults:?}").contains("canary"));
    }
}
