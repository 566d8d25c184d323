//! Section `mailer`.

use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::client::Certificate;
use parvis_chassis::{Fault, Mode, Section};
use parvis_kernel::Secret;
use serde::Deserialize;

use crate::domain::Brand;

/// The longest time for one sending, in seconds. Its lease is renewed all the while, so that nobody else
/// begins it.
const LONGEST_SENDING: u64 = 60;

/// The settings of the mailer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub(crate) smtp_host: String,
    pub(crate) smtp_port: u16,
    pub(crate) smtp_security: Security,
    pub(crate) smtp_user: String,
    pub(crate) smtp_password: Secret,
    pub(crate) smtp_root_pem: String,
    send_limit_seconds: u64,
    pub(crate) sender_name: String,
    pub(crate) sender_address: String,
    imprint: String,
}

/// How the connection to the relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Security {
    /// Plain at first, encrypted before anything is said; without encryption nothing is.
    StartTls,
    /// Encrypted from the start.
    Tls,
    /// Not at all.
    None,
}

impl Settings {
    /// How long one sending may take.
    pub(crate) const fn send_limit(&self) -> Duration {
        Duration::from_secs(self.send_limit_seconds)
    }

    /// What every mail shows of its sender.
    pub(crate) fn brand(&self) -> Brand {
        Brand { name: self.sender_name.clone(), imprint: self.imprint.clone() }
    }
}

impl Section for Settings {
    fn faults(&self, mode: Mode) -> Vec<Fault> {
        let production = mode == Mode::Production;
        let address = self.sender_address.parse::<Address>().ok();
        let example = address.as_ref().is_some_and(|a| a.domain().ends_with("localhost"));
        let limit = 1..=LONGEST_SENDING;
        let checks = [
            (self.smtp_host.trim().is_empty(), "mailer.smtp_host is missing"),
            (self.smtp_port == 0, "mailer.smtp_port must not be 0"),
            (
                production && self.smtp_security == Security::None,
                "mailer.smtp_security must be starttls or tls in production",
            ),
            (
                self.smtp_user.is_empty() != self.smtp_password.is_empty(),
                "mailer.smtp_user and mailer.smtp_password belong together",
            ),
            (
                Certificate::from_pem(self.smtp_root_pem.as_bytes()).is_err(),
                "mailer.smtp_root_pem must be certificates in PEM",
            ),
            (
                !limit.contains(&self.send_limit_seconds),
                "mailer.send_limit_seconds must be 1 to 60",
            ),
            (self.sender_name.trim().is_empty(), "mailer.sender_name is missing"),
            (address.is_none(), "mailer.sender_address must be a mail address"),
            (
                production && example,
                "mailer.sender_address must not be the example address in production",
            ),
        ];
        checks.into_iter().filter(|(wrong, _)| *wrong).map(|(_, text)| Fault::new(text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use parvis_chassis::{Config, Service as _};

    use super::*;
    use crate::Mailer;

    fn faults(mode: Mode, changes: &[(&str, &str)]) -> Vec<String> {
        let defaults = Config::from_defaults([Mailer::DEFAULTS]);
        let set = |config: Config, (key, value): &(&str, &str)| {
            config.with(&format!("mailer.{key}"), *value)
        };
        let config = changes.iter().fold(defaults, set);
        let read = config.section::<Settings>("mailer", mode);
        read.map_or_else(|faults| faults.iter().map(ToString::to_string).collect(), |_| Vec::new())
    }

    #[test]
    fn production_wants_encryption_and_an_address_of_its_own() {
        let plain = [("smtp_security", "none")];
        assert_eq!(faults(Mode::Development, &plain), [""; 0]);
        assert_eq!(faults(Mode::Production, &plain).len(), 2);
        let own = [("sender_address", "contact@example.org")];
        assert_eq!(faults(Mode::Production, &own), [""; 0]);
    }

    #[test]
    fn all_faults_are_told_together() {
        let wrong = [
            ("smtp_host", " "),
            ("smtp_user", "parvis"),
            ("smtp_root_pem", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----"),
            ("sender_name", ""),
            ("sender_address", "nobody"),
        ];
        assert_eq!(faults(Mode::Development, &wrong).len(), 5);
    }
}
