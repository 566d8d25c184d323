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
