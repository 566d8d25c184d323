//! The texts that signers read, in French and English.

use std::collections::BTreeMap;

use parvis_kernel::Locale;

/// Why a catalogue can't be used.
#[derive(Debug, thiserror::Error)]
#[error("catalogue: {0}")]
pub(crate) struct BadCatalogue(#[from] serde_json::Error);

type Texts = BTreeMap<String, String>;

/// The texts by their keys; `{name}` in a text stands for a value.
#[derive(Debug)]
pub(crate) struct Catalogue {
    french: Texts,
    english: Texts,
}

impl Catalogue {
    /// Reads the catalogues that are compiled in.
    pub(crate) fn load() -> Result<Self, BadCatalogue> {
        Ok(Self {
            french: serde_json::from_str(include_str!("../../templates/fr.json"))?,
            english: serde_json::from_str(include_str!("../../templates/en.json"))?,
        })
    }

    /// The text of a key; `None` when there is none.
    pub(crate) fn text(&self, locale: Locale, key: &str) -> Option<&str> {
        let texts = match locale {
            Locale::Fr => &self.french,
            Locale::En => &self.english,
        };
        texts.get(key).map(String::as_str)
    }

    /// The text of a key with its values filled in, in one pass: a value is never taken for a
    /// placeholder.
    pub(crate) fn say(&self, locale: Locale, key: &str, values: &[(&str, &str)]) -> Option<String> {
        let mut rest = self.text(locale, key)?;
        let mut said = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                rest = after;
                break;
            };
            let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            said.push_str(value?);
            rest = behind;
        }
        said.push_str(rest);
        Some(said)
    }
}

#[cfg(test)]
mod tests;
