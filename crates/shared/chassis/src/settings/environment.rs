//! Overrides from the environment: the one place that reads it.

use figment::value::Value;

use super::Fault;

/// One override: a dotted key, and its text.
pub(super) struct Override {
    pub(super) key: String,
    pub(super) text: String,
}

impl Override {
    /// The value for a setting that holds `text` by default, or something else: numbers, booleans and
    /// tables are written as in TOML. A text stays a text, whatever it looks like.
    pub(super) fn value(&self, is_text: bool) -> Value {
        let text = || Value::from(self.text.clone());
        if is_text { text() } else { self.text.parse().unwrap_or_else(|_| text()) }
    }
}

/// Every `PARVIS_<SECTION>__<KEY>`; those that end in `_FILE` are read here.
pub(super) fn overrides() -> (Vec<Override>, Vec<Fault>) {
    // A variable that is no UTF-8 is none of ours.
    let variables = std::env::vars_os()
        .filter_map(|(name, text)| Some((name.into_string().ok()?, text.into_string().ok()?)));
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (name, text) in variables {
        match read(&name, text) {
            Some(Ok(one)) => found.push(one),
            Some(Err(fault)) => faults.push(fault),
            None => {}
        }
    }
    (found, faults)
}

fn read(name: &str, text: String) -> Option<Result<Override, Fault>> {
    let rest = name.strip_prefix("PARVIS_")?;
    let (section, key) = rest.split_once("__")?;
    let section = section.to_ascii_lowercase();
    let key = key.to_ascii_lowercase().replace("__", ".");
    let Some(key) = key.strip_suffix("_file") else {
        return Some(Ok(Override { key: format!("{section}.{key}"), text }));
    };
    let key = format!("{section}.{key}");
    Some(match std::fs::read_to_string(&text) {
        Ok(text) => Ok(Override { key, text: text.trim_end().to_owned() }),
        Err(error) => Err(Fault::new(format!("{name}: the file can't be read: {error}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, text: &str) -> Override {
        read(name, text.to_owned()).unwrap().unwrap()
    }

    #[test]
    fn a_variable_names_its_section_and_key() {
        let found = one("PARVIS_VAT__CACHE_VALID_MINUTES", "60");
        assert_eq!(found.key, "vat.cache_valid_minutes");
        assert_eq!(found.value(false).to_u128(), Some(60));
        let found = one("PARVIS_SHARED__ADDRESSES__REGISTRY", "http://a");
        assert_eq!(
            (found.key.as_str(), found.text.as_str()),
            ("shared.addresses.registry", "http://a")
        );
        assert!(read("PARVIS_FAILPOINT", "vat:x".into()).is_none());
        assert!(read("PATH", "/bin".into()).is_none());
    }

    #[test]
    fn a_text_stays_a_text_whatever_it_looks_like() {
        for text in ["12345678", "true", "1.50", "[x]"] {
            let found = one("PARVIS_MAILER__SMTP_PASSWORD", text);
            assert_eq!(found.value(true).as_str(), Some(text));
        }
    }

    #[test]
    fn a_secret_is_read_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, "canary\n").unwrap();
        let found = one("PARVIS_SHARED__KEY_ENCRYPTION_KEY_FILE", &path.display().to_string());
        assert_eq!(
            (found.key.as_str(), found.text.as_str()),
            ("shared.key_encryption_key", "canary")
        );
    }

    #[test]
    fn a_whole_table_is_read_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trusted-keys");
        std::fs::write(&path, "{ vat = \"a+b/c=\", gateway = \"12=\" }").unwrap();
        let found = one("PARVIS_SHARED__TRUSTED_KEYS_FILE", &path.display().to_string());
        assert_eq!(found.key, "shared.trusted_keys");
        let value = found.value(false);
        let table = value.as_dict().unwrap();
        let key = |name: &str| table[name].as_str().unwrap().to_owned();
        assert_eq!((key("vat"), key("gateway")), ("a+b/c=".to_owned(), "12=".to_owned()));
    }

    #[test]
    fn a_file_that_can_not_be_read_is_a_fault_and_never_the_secret() {
        let name = "PARVIS_REGISTRY__BOOTSTRAP_TOKEN_FILE";
        assert!(read(name, "/nowhere/at/all/that/is/quite/long".into()).unwrap().is_err());
    }
}
