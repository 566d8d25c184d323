//! The environment of each process: what the embedded form says in settings is said in variables here.

use std::collections::BTreeMap;
use std::path::Path;

use parvis_sandbox::Addresses;
use serde_json::Value;

use crate::development::beside;
use crate::secrets::{IDENTITY_KEY, KEY_ENCRYPTION_KEY, TRUSTED_KEYS};

/// Variables for a process, over those that it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Environment(BTreeMap<String, Option<String>>);

impl Environment {
    /// What development says to every process, as far as the environment of this one does not.
    pub(super) fn development(sandbox: &Addresses) -> Self {
        let mut environment = Self::default();
        for (key, value) in beside(sandbox) {
            let inherits = |name: String| std::env::var_os(name).is_some();
            if !inherits(variable(key)) && !inherits(variable(key) + "_FILE") {
                environment.set(key, text(&value));
            }
        }
        environment.set("shared.mode", "development");
        environment
    }

    /// Sets one key of the settings, such as `shared.public_url`.
    pub(super) fn set(&mut self, key: &str, value: impl Into<String>) {
        let name = variable(key);
        self.0.insert(format!("{name}_FILE"), None);
        self.0.insert(name, Some(value.into()));
    }

    /// Sets one key to what stands in a file.
    pub(super) fn set_file(&mut self, key: &str, path: &Path) {
        let name = variable(key);
        self.0.insert(format!("{name}_FILE"), Some(path.display().to_string()));
        self.0.insert(name, None);
    }

    /// Sets a variable that is none of the settings.
    pub(super) fn set_variable(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), Some(value.to_owned()));
    }

    /// What every process trusts, and who it is.
    pub(super) fn identify(&mut self, part: &str, secrets: &Path) {
        self.set_file("shared.key_encryption_key", &secrets.join(KEY_ENCRYPTION_KEY));
        self.set_file("shared.trusted_keys", &secrets.join(TRUSTED_KEYS));
        self.set_file("shared.identity_key", &secrets.join(format!("{part}.{IDENTITY_KEY}")));
    }

    /// Each variable, and its value or that it is not to be inherited.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&String, Option<&String>)> {
        self.0.iter().map(|(name, value)| (name, value.as_ref()))
    }
}

/// The variable that overrides a key.
fn variable(key: &str) -> String {
    format!("PARVIS_{}", key.replace('.', "__").to_ascii_uppercase())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}
