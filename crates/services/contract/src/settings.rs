//! Settings of the contract service; each key is explained in `deploy/config/contract.toml`.

use parvis_chassis::{Fault, Mode, Section};
use parvis_company::Provider;
use serde::Deserialize;
use serde_json::Value;

/// Section `contract`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which service knows the applications.
    pub application_owner: String,
    /// The provider where an application names none.
    #[serde(default)]
    pub provider: Option<Value>,
}

impl Section for Settings {
    fn faults(&self, _: Mode) -> Vec<Fault> {
        let Some(provider) = &self.provider else { return Vec::new() };
        let faults = Provider::parse(provider).err().unwrap_or_default();
        faults.iter().map(|f| Fault::new(format!("contract.provider{}: {f}", f.pointer))).collect()
    }
}

#[cfg(test)]
mod tests {
    use parvis_chassis::Config;

    use super::*;

    const PROVIDER: &str = r#"
        [contract.provider]
        legalName = "Éditeur de démonstration"
        legalForm = "SAS"
        capital = "50000"
        registration = "RCS de démonstration 1"
        address = "12 rue de l’Exemple, 69002 Lyon"
        vatNumber = "FR44732829320"
        signatory = "Signataire de démonstration - Présidence"
    "#;

    fn read(provider: &str) -> Result<Settings, Vec<Fault>> {
        let defaults = include_str!("../../../../deploy/config/contract.toml");
        Config::from_defaults([defaults, provider]).section("contract", Mode::Production)
    }

    #[test]
    fn the_provider_is_a_table_or_absent() {
        assert!(read("").unwrap().provider.is_none());
        let provider = read(PROVIDER).unwrap().provider.unwrap();
        assert_eq!(Provider::parse(&provider).unwrap().legal_form, "SAS");
    }

    #[test]
    fn an_incomplete_provider_keeps_the_service_from_starting() {
        let faults = read(&PROVIDER.replace("signatory", "\"other\"")).unwrap_err();
        let expected = "contract.provider/signatory: signatory is required";
        assert_eq!(faults, [Fault::new(expected)]);
    }
}
