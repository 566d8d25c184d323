//! What an application says about itself: name, contact, provider data, prices.

mod reader;

use email_address::{EmailAddress, Options};
use parvis_company::{Flaw, Prices, Provider, misleads};
use serde::Serialize;
use serde_json::{Value, json};

use parvis_company::Fault;
use reader::Reader;

/// The most characters of an application's name.
const LONGEST_NAME: usize = 100;
/// The most octets of an address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST_EMAIL: usize = 254;
/// The members of a profile on the wire.
const MEMBERS: [&str; 4] = ["app_name", "contact_email", "provider", "prices"];

/// An application's own data. Its JSON reads back by [`Profile::parse`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Profile {
    /// The name that signers read.
    #[serde(rename = "app_name")]
    pub(crate) name: Name,
    /// Where the application's people are reached.
    pub(crate) contact_email: Option<Email>,
    /// The other party of its contracts.
    pub(crate) provider: Option<Provider>,
    /// Its price list.
    pub(crate) prices: Option<Prices>,
}

impl Profile {
    /// Reads the members of a request body; others are ignored.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub(crate) fn parse(body: &Value) -> Result<Self, Vec<Fault>> {
        let mut reader = Reader::new(body);
        let name = reader.text("app_name", Name::parse);
        let contact_email = reader.optional_text("contact_email", Email::parse);
        let provider = reader.part("provider", Provider::parse);
        let prices = reader.part("prices", Prices::parse);
        let faults = reader.faults();
        match name {
            Some(name) if faults.is_empty() => Ok(Self { name, contact_email, provider, prices }),
            Some(_) | None => Err(faults),
        }
    }

    /// The profile after a change: an absent member stays as it is, a null one is removed.
    ///
    /// # Errors
    /// All faults, in the order of the fields.
    pub(crate) fn merged(&self, change: &Value) -> Result<Self, Vec<Fault>> {
        let mut whole = json!(self);
        for member in MEMBERS {
            if let Some(value) = change.get(member) {
                whole[member] = value.clone();
            }
        }
        Self::parse(&whole)
    }
}

/// An application's name: one line of 1 to 100 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Name(String);

impl Name {
    /// Reads a name; blanks around it do not count.
    pub(crate) fn parse(raw: &str) -> Result<Self, Flaw> {
        let name = raw.trim();
        if name.is_empty() {
            return Err(Flaw::Required);
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Flaw::TooLong(LONGEST_NAME));
        }
        if name.chars().any(misleads) {
            return Err(Flaw::Control);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// An address for mail (RFC 5322 `addr-spec` with a domain name), at most 254 octets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Email(String);

/// The text is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadEmail {
    #[error("must not have more than {LONGEST_EMAIL} characters")]
    TooLong,
    #[error("must be an e-mail address")]
    Form,
}

impl BadEmail {
    const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Form => "email",
        }
    }
}

impl Email {
    /// Reads an address; blanks around it do not count.
    pub(crate) fn parse(raw: &str) -> Result<Self, BadEmail> {
        let email = raw.trim();
        if email.len() > LONGEST_EMAIL {
            return Err(BadEmail::TooLong);
        }
        let form =
            Options::default().without_display_text().without_domain_literal().with_required_tld();
        let fits = EmailAddress::parse_with_options(email, form).is_ok();
        if fits { Ok(Self(email.to_owned())) } else { Err(BadEmail::Form) }
    }

    /// The address.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_keeps_what_it_does_not_name_and_removes_what_is_null() {
        let body = json!({ "app_name": " Atelier ", "contact_email": "contact@example.org" });
        let before = Profile::parse(&body).unwrap();
        assert_eq!(before.merged(&json!({})), Ok(before.clone()));
        let after = before.merged(&json!({ "contact_email": null, "other": 1 })).unwrap();
        assert_eq!((after.name.as_str(), after.contact_email), ("Atelier", None));
        let faults = before.merged(&json!({ "app_name": null })).unwrap_err();
        assert_eq!((faults[0].pointer.as_str(), faults[0].code), ("/app_name", "required"));
    }

    #[test]
    fn an_address_has_a_local_part_and_a_domain_name() {
        for good in ["a@example.org", "prénom.nom+x@sous.example.org"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        let bad = ["", "a", "a@b", "a@", "@example.org", "a b@example.org", "a@[127.0.0.1]"];
        for bad in bad {
            assert_eq!(Email::parse(bad), Err(BadEmail::Form), "{bad}");
        }
        for bad in ["Nom <a@example.org>", "a@example.org\r\nBcc: b@example.org", "a@ex\u{0}.org"] {
            assert_eq!(Email::parse(bad), Err(BadEmail::Form), "{bad}");
        }
        let long = format!("a@{}.org", "example.".repeat(40));
        assert_eq!(Email::parse(&long), Err(BadEmail::TooLong));
    }
}
