//! How the people of an organisation are reached, beside their address for mail.

use parvis_company::Flaw;
use parvis_company::line;

/// A telephone number as it was given: digits, spaces and `+ . - ( )`, with 6 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads a number.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = line(raw, 30)?;
        let plain = text.chars().all(|c| c.is_ascii_digit() || "+.-() \u{a0}\u{202f}".contains(c));
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if plain && (6..=15).contains(&digits) {
            Ok(Self(text))
        } else {
            Err(Flaw::Format("a telephone number"))
        }
    }

    /// The number as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_has_digits() {
        for right in ["+33 1 23 45 67 89", "01.23.45.67.89", "(0032) 81-123456"] {
            assert!(Phone::parse(right).is_ok(), "{right}");
        }
        for wrong in ["12345", "call me", "+33 1 23 45 67 89 01 23 45 67", "0123456x"] {
            assert!(Phone::parse(wrong).is_err(), "{wrong}");
        }
    }
}
