//! The name of the organisation that gets a space.

use std::fmt;

use parvis_company::Flaw;
use parvis_company::line;

const LONGEST: usize = 200;
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A name of 1 to 200 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation(String);

impl Organisation {
    /// Reads a name.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        line(raw, LONGEST).map(Self)
    }

    /// A name for an organisation that gave none: `Organisation` and six characters of `seed`.
    pub fn generated(seed: u64) -> Self {
        let letter = |place: u32| char::from(ALPHABET[(seed >> (5 * place) & 31) as usize]);
        Self(format!("Organisation {}", (0..6).map(letter).collect::<String>()))
    }

    /// The name as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Organisation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_name_is_readable_and_differs() {
        assert_eq!(Organisation::generated(0).as_str(), "Organisation AAAAAA");
        assert_ne!(Organisation::generated(1), Organisation::generated(2));
    }
}
