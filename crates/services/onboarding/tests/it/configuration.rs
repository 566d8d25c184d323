//! What the settings must say, and what the codes of this service mean.

use parvis_chassis::problem::catalogue;
use parvis_chassis::{Config, Mode, Service as _};
use parvis_onboarding::domain::case::code;
use parvis_onboarding::domain::journey::Fault;
use parvis_onboarding::{Onboarding, Settings};

fn faults(config: &Config, mode: Mode) -> Vec<String> {
    let section = config.section::<Settings>("onboarding", mode);
    section.err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn the_defaults_are_right_for_development_and_not_for_production() {
    let defaults = Config::from_defaults([Onboarding::DEFAULTS]);
    assert!(faults(&defaults, Mode::Development).is_empty());
    let refused = faults(&defaults, Mode::Production);
    assert_eq!(refused, ["onboarding.tls_mode internal-ca is for development only"]);
}

#[test]
fn all_faults_of_the_settings_are_told_together() {
    let config = Config::from_defaults([Onboarding::DEFAULTS])
        .with("onboarding.base_domain", "Not A Domain")
        .with("onboarding.tls_mode", "external")
        .with("onboarding.provision_wait_seconds", 600);
    let told = faults(&config, Mode::Production).join("\n");
    for key in ["base_domain", "tls_chain", "tls_key", "provision_wait_seconds"] {
        assert!(told.contains(&format!("onboarding.{key}")), "{key} in {told}");
    }
}

#[test]
fn every_code_of_a_step_is_in_the_catalogue() {
    for code in code::ALL.into_iter().chain([Fault::TIMED_OUT, Fault::UNDO_TIMED_OUT]) {
        assert!(catalogue::ALL.iter().any(|kind| kind.code == code), "{code}");
    }
}
