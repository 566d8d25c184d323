//! What an application says about itself: name, contact, provider data, prices.

use parvis_company::{Email, Fault, Fields, Flaw, Prices, Provider, line};
use serde::Serialize;
use serde_json::{Value, json};

/// The most characters of an application's name.
const LONGEST_NAME: usize = 100;
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
        let mut fields = Fields::of(body);
        let name = fields.required("app_name", Name::parse);
        let contact_email = fields.optional("contact_email", Email::parse);
        let provider = fields.part("provider", Provider::parse);
        let prices = fields.part("prices", Prices::parse);
        fields.finish(name.map(|name| Self { name, contact_email, provider, prices }))
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
        line(raw, LONGEST_NAME).map(Self)
    }

    /// The name.
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
}
