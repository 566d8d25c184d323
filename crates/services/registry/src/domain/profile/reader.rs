//! Reads the members of a JSON object and collects what is wrong with them.

use parvis_company::{Fault, Flaw};
use serde_json::Value;

use super::BadEmail;

/// What is wrong with one member: its code, and words that continue its name.
pub(super) struct Wrong {
    code: &'static str,
    words: String,
}

impl From<Flaw> for Wrong {
    fn from(flaw: Flaw) -> Self {
        Self { code: flaw.code(), words: flaw.to_string() }
    }
}

impl From<BadEmail> for Wrong {
    fn from(bad: BadEmail) -> Self {
        Self { code: bad.code(), words: bad.to_string() }
    }
}

/// A body being read. A reader gives `None` only where the member may be absent, or after it noted
/// a fault.
pub(super) struct Reader<'a> {
    body: &'a Value,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(body: &'a Value) -> Self {
        Self { body, faults: Vec::new() }
    }

    pub(super) fn faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Reads a text that must be there.
    pub(super) fn text<T, E: Into<Wrong>>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match self.member(name) {
            None => self.wrong(name, Flaw::Required),
            Some(Value::String(text)) => match parse(text) {
                Ok(read) => Some(read),
                Err(wrong) => self.wrong(name, wrong),
            },
            Some(_) => self.wrong(name, Flaw::Type("a string")),
        }
    }

    /// Reads a text that may be absent, null or blank.
    pub(super) fn optional_text<T, E: Into<Wrong>>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match self.member(name) {
            None => None,
            Some(Value::String(text)) if text.trim().is_empty() => None,
            Some(_) => self.text(name, parse),
        }
    }

    /// Reads an object that may be absent or null; its faults keep their place below its name.
    pub(super) fn part<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&Value) -> Result<T, Vec<Fault>>,
    ) -> Option<T> {
        let member = self.member(name)?;
        if !member.is_object() {
            return self.wrong(name, Flaw::Type("an object"));
        }
        let below = |fault: Fault| Fault { pointer: format!("/{name}{}", fault.pointer), ..fault };
        match parse(member) {
            Ok(read) => Some(read),
            Err(faults) => {
                self.faults.extend(faults.into_iter().map(below));
                None
            }
        }
    }

    fn member(&self, name: &str) -> Option<&'a Value> {
        self.body.get(name).filter(|value| !value.is_null())
    }

    fn wrong<T>(&mut self, name: &str, wrong: impl Into<Wrong>) -> Option<T> {
        let Wrong { code, words } = wrong.into();
        let fault = Fault { pointer: format!("/{name}"), code, message: format!("{name} {words}") };
        self.faults.push(fault);
        None
    }
}
