//! Section `vat`: whom to ask, how patiently, and for how long an answer holds.

use std::time::Duration;

use parvis_chassis::{Fault, Mode, Section};
use parvis_kernel::Secret;
use serde::Deserialize;

/// The settings of the vat service; `deploy/config/vat.toml` explains each key.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub(crate) vies_url: String,
    pub(crate) vies_concurrency: usize,
    pub(crate) vies_concurrency_per_country: usize,
    pub(crate) sirene_url: String,
    pub(crate) sirene_key: Secret,
    pub(crate) company_confirmed: bool,
    budget_ms: u64,
    cache_valid_minutes: u64,
    cache_invalid_minutes: u64,
    stale_days: u64,
    pub(crate) application_owner: String,
}

impl Settings {
    /// How long a caller waits for a verdict.
    pub(crate) const fn budget(&self) -> Duration {
        Duration::from_millis(self.budget_ms)
    }

    /// How long a valid number is not asked again.
    pub(crate) const fn cache_valid(&self) -> Duration {
        Duration::from_secs(self.cache_valid_minutes * 60)
    }

    /// How long any other verdict is not asked again.
    pub(crate) const fn cache_invalid(&self) -> Duration {
        Duration::from_secs(self.cache_invalid_minutes * 60)
    }

    /// How old a valid verdict may be to be shown as stale.
    pub(crate) const fn stale(&self) -> Duration {
        Duration::from_secs(self.stale_days * 24 * 60 * 60)
    }

    /// Whether Sirene is asked at all.
    pub(crate) fn asks_sirene(&self) -> bool {
        self.company_confirmed && !self.sirene_key.is_empty()
    }
}

impl Section for Settings {
    fn faults(&self, mode: Mode) -> Vec<Fault> {
        let concurrency = [self.vies_concurrency, self.vies_concurrency_per_country];
        let key = self.sirene_key.reveal();
        let checks = [
            (
                is_address(&self.vies_url, mode),
                "vat.vies_url must be an https address without a slash at the end",
            ),
            (
                is_address(&self.sirene_url, mode),
                "vat.sirene_url must be an https address without a slash at the end",
            ),
            (
                key.bytes().all(|b| b.is_ascii_graphic()),
                "vat.sirene_key has characters that no key has",
            ),
            (
                concurrency.iter().all(|n| (1..=64).contains(n)),
                "vat.vies_concurrency and vat.vies_concurrency_per_country must be 1 to 64",
            ),
            ((100..=60_000).contains(&self.budget_ms), "vat.budget_ms must be 100 to 60000"),
            (self.cache_valid_minutes <= 43_200, "vat.cache_valid_minutes must not exceed 43200"),
            (self.cache_invalid_minutes <= 1440, "vat.cache_invalid_minutes must not exceed 1440"),
            (self.stale_days <= 365, "vat.stale_days must not exceed 365"),
        ];
        checks.into_iter().filter(|(holds, _)| !holds).map(|(_, text)| Fault::new(text)).collect()
    }
}

/// VAT numbers leave the platform in the clear in development only, to the sandbox.
fn is_address(url: &str, mode: Mode) -> bool {
    let secure =
        url.starts_with("https://") || (mode == Mode::Development && url.starts_with("http://"));
    secure && !url.ends_with('/')
}

#[cfg(test)]
mod tests {
    use parvis_chassis::{Config, Service as _};

    use super::*;
    use crate::Vat;

    fn faults(key: &str, value: &str) -> Vec<String> {
        let config = Config::from_defaults([Vat::DEFAULTS]).with(key, value);
        let section = config.section::<Settings>("vat", Mode::Production);
        section.err().into_iter().flatten().map(|fault| fault.to_string()).collect()
    }

    #[test]
    fn the_default_file_is_right_for_production() {
        assert_eq!(faults("vat.sirene_key", "8f14e45f"), Vec::<String>::new());
    }

    #[test]
    fn in_production_numbers_travel_over_tls_only() {
        for url in ["http://vies.test", "https://vies.test/", "vies.test"] {
            assert_eq!(faults("vat.vies_url", url).len(), 1, "{url}");
        }
        assert_eq!(faults("vat.sirene_key", "two words").len(), 1);
    }
}
