//! Section `signature` of the settings.

use std::time::Duration;

use parvis_chassis::{Fault, Mode, Section};
use parvis_kernel::Secret;
use parvis_pades::{FileKey, Rect, TrustRoots};
use serde::Deserialize;

/// The settings of the service; the commented defaults say what each is for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub(crate) document_owner: String,
    pub(crate) validity_days: u64,
    pub(crate) seal_wait_ms: u64,
    pub(crate) answer_wait_ms: u64,
    pub(crate) timestamp_url: String,
    pub(crate) timestamp_roots: String,
    pub(crate) timestamp_limit_ms: u64,
    pub(crate) timestamp_tolerance_secs: u32,
    pub(crate) seal_key: Secret,
    pub(crate) seal_roots: String,
    pub(crate) allow_own_authority: bool,
    pub(crate) seal_box: [f32; 4],
}

impl Settings {
    pub(crate) const fn validity(&self) -> Duration {
        Duration::from_secs(self.validity_days * 24 * 60 * 60)
    }

    pub(crate) const fn seal_wait(&self) -> Duration {
        Duration::from_millis(self.seal_wait_ms)
    }

    pub(crate) const fn answer_wait(&self) -> Duration {
        Duration::from_millis(self.answer_wait_ms)
    }

    /// Where the seal is seen; `None` if the numbers make no rectangle.
    pub(crate) fn seal_rect(&self) -> Option<Rect> {
        let [left, bottom, width, height] = self.seal_box;
        Rect::new(left, bottom, width, height)
    }
}

impl Section for Settings {
    fn faults(&self, mode: Mode) -> Vec<Fault> {
        let production = mode == Mode::Production;
        let own = self.seal_key.is_empty();
        let url = self.timestamp_url.as_str();
        let address = url.starts_with("http://") || url.starts_with("https://");
        let key = |pem: &Secret| FileKey::from_pem(pem.reveal()).is_ok();
        let readable = |pem: &str| TrustRoots::from_pem(pem).is_ok();
        [
            (
                !(1..=3650).contains(&self.validity_days),
                "signature.validity_days must be 1 to 3650",
            ),
            (
                !address && (production || !url.is_empty()),
                "signature.timestamp_url must be an http or https address",
            ),
            (
                production && !self.timestamp_roots.contains("BEGIN CERTIFICATE"),
                "signature.timestamp_roots must name who is believed about the time",
            ),
            (
                !readable(&self.timestamp_roots),
                "signature.timestamp_roots must be PEM certificates",
            ),
            (
                production && own && !self.allow_own_authority,
                "signature.seal_key is missing; the own authority is marked TEST and must be \
                 allowed by signature.allow_own_authority",
            ),
            (
                !own && !key(&self.seal_key),
                "signature.seal_key must be a private key and its certificates in PEM",
            ),
            (!readable(&self.seal_roots), "signature.seal_roots must be PEM certificates"),
            (self.seal_rect().is_none(), "signature.seal_box must have an extent"),
        ]
        .into_iter()
        .filter(|(faulty, _)| *faulty)
        .map(|(_, text)| Fault::new(text))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use parvis_chassis::{Config, Service as _};

    use super::*;
    use crate::Signature;

    fn faults(config: &Config, mode: Mode) -> Vec<String> {
        let read = config.section::<Settings>(Signature::NAME, mode);
        read.err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_defaults_are_right_for_development() {
        let config = Config::from_defaults([Signature::DEFAULTS]);
        assert_eq!(faults(&config, Mode::Development), Vec::<String>::new());
    }

    #[test]
    fn production_wants_a_seal_and_somebody_to_believe_about_the_time() {
        let config = Config::from_defaults([Signature::DEFAULTS]);
        let found = faults(&config, Mode::Production).join("\n");
        for key in ["timestamp_url", "timestamp_roots", "seal_key"] {
            assert!(found.contains(key), "{key} in {found}");
        }
    }

    #[test]
    fn bad_values_are_faults() {
        let config = Config::from_defaults([Signature::DEFAULTS])
            .with("signature.validity_days", 0)
            .with("signature.timestamp_url", "ftp://example.org")
            .with("signature.seal_key", "no key")
            .with("signature.seal_box", [0.0, 0.0, -1.0, 1.0]);
        assert_eq!(faults(&config, Mode::Development).len(), 4);
    }
}
