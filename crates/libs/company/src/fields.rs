//! Walks a JSON object field by field and collects the faults.

use serde_json::Value;

use crate::{Fault, Flaw};

/// An object being read. A reader gives `None` only after it noted a fault, or where the field may
/// be absent; so a whole is right when no fault was noted.
pub struct Fields<'a> {
    pointer: String,
    object: &'a Value,
    faults: Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// Begins to read a body; one that is no object has no members.
    pub const fn of(body: &'a Value) -> Self {
        Self { pointer: String::new(), object: body, faults: Vec::new() }
    }

    /// What was read, or all faults.
    pub fn finish<T>(self, whole: Option<T>) -> Result<T, Vec<Fault>> {
        match whole {
            Some(whole) if self.faults.is_empty() => Ok(whole),
            Some(_) | None => Err(self.faults),
        }
    }

    /// Reads the root of a body, which must be an object.
    pub(crate) fn read<T>(
        body: &'a Value,
        reader: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Result<T, Vec<Fault>> {
        if !body.is_object() {
            return Err(vec![fault(String::new(), "the body", Flaw::Type("an object"))]);
        }
        let mut fields = Self::of(body);
        let whole = reader(&mut fields);
        fields.finish(whole)
    }

    /// Adds the faults that another parser found in the same body.
    pub fn also<T>(&mut self, parsed: Result<T, Vec<Fault>>) -> Option<T> {
        parsed.map_err(|faults| self.faults.extend(faults)).ok()
    }

    /// Makes sure that a member, if it is there, is an object.
    pub fn optional_object(&mut self, name: &str) -> Option<()> {
        match self.member(name) {
            None | Some(Value::Object(_)) => Some(()),
            Some(_) => self.flawed(name, Flaw::Type("an object")),
        }
    }

    /// Reads an object that must be there.
    pub(crate) fn object<T>(
        &mut self,
        name: &str,
        reader: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        match self.member(name) {
            None => self.flawed(name, Flaw::Required),
            Some(object @ Value::Object(_)) => {
                let pointer = format!("{}/{name}", self.pointer);
                let mut inner = Fields { pointer, object, faults: Vec::new() };
                let whole = reader(&mut inner);
                self.faults.append(&mut inner.faults);
                whole
            }
            Some(_) => self.flawed(name, Flaw::Type("an object")),
        }
    }

    /// Reads an object that may be absent or null by a parser of its own; its faults keep their place
    /// below its name.
    pub fn part<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&Value) -> Result<T, Vec<Fault>>,
    ) -> Option<T> {
        let member = self.member(name)?;
        if !member.is_object() {
            return self.flawed(name, Flaw::Type("an object"));
        }
        let here = format!("{}/{name}", self.pointer);
        let below = |fault: Fault| Fault { pointer: format!("{here}{}", fault.pointer), ..fault };
        match parse(member) {
            Ok(read) => Some(read),
            Err(faults) => {
                self.faults.extend(faults.into_iter().map(below));
                None
            }
        }
    }

    /// Reads a text that must be there.
    pub fn required<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Option<T> {
        match self.text(name) {
            Ok("") => self.flawed(name, Flaw::Required),
            Ok(text) => parse(text).map_or_else(|flaw| self.flawed(name, flaw), Some),
            Err(flaw) => self.flawed(name, flaw),
        }
    }

    /// Reads a text that may be absent, null or blank.
    pub fn optional<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Option<T> {
        match self.text(name) {
            Ok("") => None,
            _ => self.required(name, parse),
        }
    }

    /// Reads a switch; absent means off.
    pub fn switch(&mut self, name: &str) -> Option<bool> {
        match self.member(name) {
            None => Some(false),
            Some(&Value::Bool(on)) => Some(on),
            Some(_) => self.flawed(name, Flaw::Type("true or false")),
        }
    }

    /// Whether the member is there and not null.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.member(name).is_some()
    }

    /// Notes a fault; always `None`, so that it can stand for the value.
    pub(crate) fn flawed<T>(&mut self, name: &str, flaw: Flaw) -> Option<T> {
        self.faults.push(fault(format!("{}/{name}", self.pointer), name, flaw));
        None
    }

    fn member(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// The text without blanks around it; empty where there is none.
    fn text(&self, name: &str) -> Result<&'a str, Flaw> {
        match self.member(name) {
            None => Ok(""),
            Some(Value::String(text)) => Ok(text.trim()),
            Some(_) => Err(Flaw::Type("a string")),
        }
    }
}

fn fault(pointer: String, name: &str, flaw: Flaw) -> Fault {
    Fault { pointer, code: flaw.code(), message: format!("{name} {flaw}") }
}
