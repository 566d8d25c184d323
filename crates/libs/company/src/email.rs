//! An address for mail.

use std::fmt;

use serde::Serialize;

use crate::{Flaw, line};

const NOT_AN_ADDRESS: Flaw = Flaw::Format("an e-mail address");

/// An e-mail address of the form `local@domain`, at most 254 characters (RFC 5321 section 4.5.3.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Email(String);

impl Email {
    const LONGEST: usize = 254;
    const LONGEST_LOCAL: usize = 64;

    /// Reads an address; blanks around it do not count. Whether anyone reads mail there is not known.
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

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_two_sides() {
        for right in [
            "admin@example.com",
            "a+b.c@sub.example.org",
            "été@exemple.fr",
            "o'b@x.io",
            "prénom.nom+x@sous.example.org",
        ] {
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
            "a@[127.0.0.1]",
            ".a@example.com",
            "<a@b.com>",
            "Nom <a@example.org>",
        ] {
            assert_eq!(Email::parse(wrong), Err(NOT_AN_ADDRESS), "{wrong}");
        }
        assert_eq!(Email::parse("  "), Err(Flaw::Required));
        assert_eq!(Email::parse(&format!("{}@x.io", "a".repeat(300))), Err(Flaw::TooLong(254)));
        for odd in ["a\u{0}b@x.io", "a@example.org\r\nBcc: b@example.org", "a@ex\u{0}.org"] {
            assert_eq!(Email::parse(odd), Err(Flaw::Control));
        }
    }
}
