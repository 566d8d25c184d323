//! The person who signs for a company.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::{Flaw, text};

/// A name and, mostly, a function, written `Nom Prénom - Fonction`; at most 200 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Representative(String);

impl Representative {
    /// Reads one line.
    ///
    /// # Errors
    /// [`Flaw::Required`] when blank, [`Flaw::TooLong`] over 200 characters, [`Flaw::Control`].
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        text::name(raw).map(Self)
    }

    /// Name and function as they were given.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the dash; everything where there is none.
    pub fn name(&self) -> &str {
        self.parts().map_or(self.as_str(), |(name, _)| name)
    }

    /// What stands after the dash.
    pub fn function(&self) -> Option<&str> {
        self.parts().map(|(_, function)| function)
    }

    /// The parts around the first dash that has spaces on both sides, so that double names stay whole.
    fn parts(&self) -> Option<(&str, &str)> {
        let dash = [" - ", " – ", " — "].iter().filter_map(|dash| self.0.split_once(dash));
        let (name, function) = dash.min_by_key(|(name, _)| name.len())?;
        Some((name.trim(), function.trim()))
    }
}

impl fmt::Display for Representative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Representative> for String {
    fn from(representative: Representative) -> Self {
        representative.0
    }
}

impl TryFrom<String> for Representative {
    type Error = Flaw;

    fn try_from(raw: String) -> Result<Self, Flaw> {
        Self::parse(&raw)
    }
}

#[cfg(test)]
mod tests {
    use super::Representative;

    #[test]
    fn the_dash_parts_name_and_function() {
        let parts = |raw: &str| {
            let someone = Representative::parse(raw).unwrap();
            (someone.name().to_owned(), someone.function().map(str::to_owned))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("Nom Prénom - Fonction"), ("Nom Prénom".into(), some("Fonction")));
        assert_eq!(
            parts("Nom-Double – Adjoint - Sud"),
            ("Nom-Double".into(), some("Adjoint - Sud"))
        );
        assert_eq!(parts("Nom-Double Prénom"), ("Nom-Double Prénom".into(), None));
    }
}
