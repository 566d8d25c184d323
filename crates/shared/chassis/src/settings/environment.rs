//! Overrides from the environment: the one place that reads it.

use figment::value::Value;

/// Every `PARVIS_<SECTION>__<KEY>` as a dotted key and its value; `_FILE` variants are read here.
pub(super) fn overrides() -> impl Iterator<Item = (String, Value)> {
    std::env::vars().filter_map(|(name, text)| read(&name, text))
}

fn read(name: &str, text: String) -> Option<(String, Value)> {
    let rest = name.strip_prefix("PARVIS_")?;
    let (section, key) = rest.split_once("__")?;
    let section = section.to_ascii_lowercase();
    let key = key.to_ascii_lowercase().replace("__", ".");
    match key.strip_suffix("_file") {
        // A file that can't be read leaves its path as the value: the section's check refuses it.
        Some(key) => {
            let text = std::fs::read_to_string(&text).map_or(text, |t| t.trim_end().to_owned());
            Some((format!("{section}.{key}"), Value::from(text)))
        }
        None => Some((format!("{section}.{key}"), typed(&text))),
    }
}

/// Numbers, booleans and lists are written as in TOML; everything else is text.
fn typed(text: &str) -> Value {
    text.parse().unwrap_or_else(|_| Value::from(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_names_its_section_and_key() {
        let (key, value) = read("PARVIS_VAT__CACHE_VALID", "24h".into()).unwrap();
        assert_eq!((key.as_str(), value.as_str()), ("vat.cache_valid", Some("24h")));
        let (key, value) = read("PARVIS_SHARED__ADDRESSES__REGISTRY", "http://a".into()).unwrap();
        assert_eq!((key.as_str(), value.as_str()), ("shared.addresses.registry", Some("http://a")));
        assert!(read("PARVIS_FAILPOINT", "vat:x".into()).is_none());
        assert!(read("PATH", "/bin".into()).is_none());
    }

    #[test]
    fn a_secret_is_read_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, "canary\n").unwrap();
        let text = path.display().to_string();
        let (key, value) = read("PARVIS_SHARED__KEY_ENCRYPTION_KEY_FILE", text).unwrap();
        assert_eq!(key, "shared.key_encryption_key");
        assert_eq!(value.as_str(), Some("canary"));
    }
}
