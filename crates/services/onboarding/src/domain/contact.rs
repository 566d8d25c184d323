//! How the people of an organisation are reached.

use std::fmt;

use parvis_company::Flaw;
use parvis_company::line;

const NOT_AN_ADDRESS: Flaw = Flaw::Format("an e-mail address");

/// An e-mail address of the form `local@domain`, at most 254 characters (RFC 5321 section 4.5.3.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// A telephone number as it was given: digits, spaces and `+ . - ( )`, with 6 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Email {
    const LONGEST: usize = 254;
    const LONGEST_LOCAL: usize = 64;

    /// Reads an address. Whether anyone reads mail there is not known.
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let text = line(raw, Self::LONGEST)?;
        let (local, domain) = text.rsplit_once('@').ok_or(NOT_AN_ADDRESS)?;
        let odd = |c: char| c.is_whitespace() || "@<>()[]\\,;:\"".contains(c);
        let is_local = (1..=Self::LONGEST_LOCAL).contains(&local.len())
            && !local.contains(odd)
            && !local.starts_with('.')
            && !local.ends_with('.');
        if is_local && is_domain(domain) { Ok(Self(text)) } else { Err(NOT_AN_ADDRESS) }
    }

    /// The address as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// At least two labels of letters, digits and inner hyphens.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.contains('.') && text.split('.').all(is_label)
}

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

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_two_sides() {
        for right in ["admin@example.com", "a+b.c@sub.example.org", "été@exemple.fr", "o'b@x.io"]
        {
            assert_eq!(Email::parse(right).map(|email| email.0), Ok(right.to_owned()));
        }
        for wrong in [
            "admin",
            "@example.com",
            "admin@",
            "admin@localhost",
            "a b@example.com",
            "a@b@example.com",
            "a@-example.com",
            "a@example..com",
            ".a@example.com",
            "<a@b.com>",
        ] {
            assert_eq!(Email::parse(wrong), Err(NOT_AN_ADDRESS), "{wrong}");
        }
        assert_eq!(Email::parse("  "), Err(Flaw::Required));
        assert_eq!(Email::parse(&format!("{}@x.io", "a".repeat(300))), Err(Flaw::TooLong(254)));
        assert_eq!(Email::parse("a\u{0}b@x.io"), Err(Flaw::Control));
    }

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
