//! The two languages that clients and signers read.

use serde::{Deserialize, Serialize};

/// A language of the texts that people outside the platform read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Locale {
    /// The language tag (RFC 5646): `fr` or `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Reads a language tag; a region is ignored (`en-GB` is English).
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match language.to_ascii_lowercase().as_str() {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// Chooses by an `Accept-Language` header (RFC 9110, section 12.5.4): the known language of the
    /// highest weight, the first named among equals.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for part in header.split(',').take(16) {
            let mut fields = part.split(';');
            let Some(locale) = fields.next().and_then(Self::parse) else { continue };
            let weight = fields
                .find_map(|f| f.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
            if weight > 0.0 && best.is_none_or(|(_, w)| weight > w) {
                best = Some((locale, weight));
            }
        }
        best.map(|(locale, _)| locale)
    }

    /// Picks the text of this language.
    pub const fn pick<'a>(self, french: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Fr => french,
            Self::En => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_highest_weight_wins() {
        assert_eq!(Locale::accepted("fr;q=0.5, en-GB"), Some(Locale::En));
        assert_eq!(Locale::accepted("de, fr-CH;q=0.9, en;q=0.8"), Some(Locale::Fr));
        assert_eq!(Locale::accepted("fr, en"), Some(Locale::Fr));
    }

    #[test]
    fn an_unknown_language_is_no_choice() {
        assert_eq!(Locale::accepted("de, *"), None);
        assert_eq!(Locale::accepted("en;q=0"), None);
        assert_eq!(Locale::accepted(""), None);
    }
}
