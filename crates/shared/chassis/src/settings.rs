//! Settings: commented defaults, overridden by the environment, checked together at start.
//!
//! `PARVIS_<SECTION>__<KEY>` overrides a key; `PARVIS_<SECTION>__<KEY>_FILE` names a file that holds
//! it. A service reads the section `shared` and its own; unknown keys in either are faults.

mod environment;
mod shared;

use figment::Figment;
use figment::providers::{Format as _, Serialized, Toml};
use serde::de::DeserializeOwned;

use crate::telemetry::LogFormat;
pub use shared::{Mode, Shared};

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(String);

impl Fault {
    /// A fault in words, for the operator; it never holds the value of a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// The settings of one concern.
pub trait Section: DeserializeOwned + Send {
    /// What is wrong beyond the form; all faults at once.
    fn faults(&self, mode: Mode) -> Vec<Fault>;
}

/// The commented defaults of the section `shared`.
pub const SHARED_DEFAULTS: &str = include_str!("../../../../deploy/config/shared.toml");

/// All settings of a process, not yet read.
#[derive(Debug, Clone, Default)]
pub struct Config {
    figment: Figment,
    faults: Vec<Fault>,
}

impl Config {
    /// Starts from the commented default files, each of one section.
    pub fn from_defaults<'a>(files: impl IntoIterator<Item = &'a str>) -> Self {
        let figment = files.into_iter().map(Toml::string).fold(Figment::new(), Figment::merge);
        Self { figment, faults: Vec::new() }
    }

    /// Lets the environment of the process override.
    #[must_use]
    pub fn with_environment(self) -> Self {
        let (overrides, faults) = environment::overrides();
        let figment = overrides.iter().fold(self.figment, |figment, one| {
            let is_text = figment.find_value(&one.key).is_ok_and(|v| v.as_str().is_some());
            figment.merge(Serialized::default(&one.key, one.value(is_text)))
        });
        Self { figment, faults }
    }

    /// Sets one key, such as `vat.budget_ms`, over everything before.
    #[must_use]
    pub fn with(self, key: &str, value: impl serde::Serialize) -> Self {
        Self { figment: self.figment.merge(Serialized::default(key, value)), ..self }
    }

    /// Reads a section; all faults together.
    pub fn section<S: Section>(&self, name: &str, mode: Mode) -> Result<S, Vec<Fault>> {
        let section: S = self.extract(name)?;
        let faults = section.faults(mode);
        if faults.is_empty() { Ok(section) } else { Err(faults) }
    }

    /// How strictly the sections are checked: production unless the section `shared` says otherwise.
    pub fn mode(&self) -> Mode {
        self.figment.extract_inner("shared.mode").unwrap_or_default()
    }

    /// Reads of the section `shared` what `S` has, for a command that needs nothing else of it.
    pub fn part_of_shared<S: DeserializeOwned>(&self) -> Result<S, Vec<Fault>> {
        if self.faults.is_empty() { self.extract("shared") } else { Err(self.faults.clone()) }
    }

    /// Which lines are logged and how, for a process that reads nothing else of the section `shared`.
    pub fn log(&self) -> Result<(String, LogFormat), Vec<Fault>> {
        Ok((self.extract("shared.log")?, self.extract("shared.log_format")?))
    }

    /// Reads the section `shared`.
    pub fn shared(&self) -> Result<Shared, Vec<Fault>> {
        self.shared_and(|_| Vec::new())
    }

    /// Reads the section `shared`; what `more` finds is told together with its other faults.
    pub fn shared_and(
        &self,
        more: impl FnOnce(&Shared) -> Vec<Fault>,
    ) -> Result<Shared, Vec<Fault>> {
        let mut faults = self.faults.clone();
        match self.extract::<Shared>("shared") {
            Ok(shared) => {
                faults.extend(shared.faults(shared.mode));
                faults.extend(more(&shared));
                if faults.is_empty() {
                    return Ok(shared);
                }
            }
            Err(others) => faults.extend(others),
        }
        Err(faults)
    }

    fn extract<S: DeserializeOwned>(&self, name: &str) -> Result<S, Vec<Fault>> {
        let told =
            |errors: figment::Error| errors.into_iter().map(|e| fault_of(name, &e)).collect();
        self.figment.extract_inner(name).map_err(told)
    }
}

/// What is wrong and where, without the places of the code that found it.
fn fault_of(section: &str, error: &figment::Error) -> Fault {
    let place: Vec<_> = error.path.iter().filter(|part| *part != section).cloned().collect();
    Fault::new(format!(
        "{}: {}",
        [&[section.to_owned()], &place[..]].concat().join("."),
        error.kind
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Tea {
        minutes: u32,
    }

    impl Section for Tea {
        fn faults(&self, _: Mode) -> Vec<Fault> {
            if self.minutes > 10 { vec![Fault::new("tea.minutes: bitter")] } else { Vec::new() }
        }
    }

    #[test]
    fn a_later_value_wins() {
        let config = Config::from_defaults(["[tea]\nminutes = 3"]).with("tea.minutes", 4);
        assert_eq!(config.section::<Tea>("tea", Mode::Production).unwrap().minutes, 4);
    }

    #[test]
    fn an_unknown_key_is_a_fault() {
        let config = Config::from_defaults(["[tea]\nminutes = 3\nsugar = 1"]);
        let faults = config.section::<Tea>("tea", Mode::Production).unwrap_err();
        assert!(faults[0].to_string().contains("sugar"), "{faults:?}");
    }

    #[test]
    fn a_value_out_of_range_is_a_fault() {
        let config = Config::from_defaults(["[tea]\nminutes = 30"]);
        let faults = config.section::<Tea>("tea", Mode::Production).unwrap_err();
        assert_eq!(faults, [Fault::new("tea.minutes: bitter")]);
    }
}
