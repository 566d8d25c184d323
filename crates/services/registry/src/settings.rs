//! Section `registry`.

use parvis_chassis::{Fault, Mode, Section};
use parvis_kernel::Secret;
use serde::Deserialize;

use crate::domain::Admission;

/// The shortest bootstrap token that production accepts, in characters.
const SHORTEST: usize = 32;

/// The settings of the registry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    registration: Registration,
    bootstrap_token: Secret,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Registration {
    Open,
    Token,
    Closed,
}

impl Settings {
    /// Who may register an application.
    pub(crate) fn admission(self) -> Admission {
        match self.registration {
            Registration::Open => Admission::Open,
            Registration::Token if !self.bootstrap_token.is_empty() => {
                Admission::Token(self.bootstrap_token)
            }
            Registration::Token | Registration::Closed => Admission::Closed,
        }
    }
}

impl Section for Settings {
    fn faults(&self, mode: Mode) -> Vec<Fault> {
        let token = self.bootstrap_token.reveal();
        let fault = match (mode, self.registration) {
            (Mode::Production, Registration::Open) => {
                "registry.registration must be token or closed in production"
            }
            (Mode::Production, Registration::Token) if token.chars().count() < SHORTEST => {
                "registry.bootstrap_token must have at least 32 characters"
            }
            (Mode::Production, Registration::Token | Registration::Closed)
            | (Mode::Development, _) => return Vec::new(),
        };
        vec![Fault::new(fault)]
    }
}

#[cfg(test)]
mod tests {
    use parvis_chassis::{Config, Service as _};

    use super::*;
    use crate::Registry;

    fn read(mode: Mode, registration: &str, token: &str) -> Result<Admission, Vec<Fault>> {
        let config = Config::from_defaults([Registry::DEFAULTS])
            .with("registry.registration", registration)
            .with("registry.bootstrap_token", token);
        config.section::<Settings>("registry", mode).map(Settings::admission)
    }

    #[test]
    fn production_wants_a_long_token_or_a_closed_door() {
        let long = "x9".repeat(16);
        assert!(read(Mode::Production, "token", &long).unwrap().admits(Some(&long)));
        assert!(!read(Mode::Production, "closed", "").unwrap().admits(Some("")));
        for (registration, token) in [("open", ""), ("token", ""), ("token", &long[1..])] {
            assert_eq!(read(Mode::Production, registration, token).unwrap_err().len(), 1);
        }
    }

    #[test]
    fn without_a_token_the_mode_token_admits_nobody() {
        let admission = read(Mode::Development, "token", "").unwrap();
        assert!(!admission.admits(None));
        assert!(!admission.admits(Some("")));
    }

    #[test]
    fn the_defaults_do_not_start_in_production() {
        let defaults = Config::from_defaults([Registry::DEFAULTS]);
        assert!(defaults.section::<Settings>("registry", Mode::Production).is_err());
        assert!(defaults.section::<Settings>("registry", Mode::Development).is_ok());
    }
}
