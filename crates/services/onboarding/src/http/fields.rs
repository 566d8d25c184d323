//! Reads a request body member by member and reports all its faults together.

use parvis_chassis::Failure;
use parvis_chassis::problem::Field;
use parvis_company::Fault;
use serde_json::Value;

use crate::domain::Flaw;

/// A body being read. A reader gives `None` only after it noted a fault, or where the member may be
/// absent.
pub(super) struct Fields<'a> {
    body: &'a Value,
    faults: Vec<Field>,
}

impl<'a> Fields<'a> {
    /// Begins to read a body.
    pub(super) const fn of(body: &'a Value) -> Self {
        Self { body, faults: Vec::new() }
    }

    /// A text that must be there.
    pub(super) fn required<T>(
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

    /// A text that may be absent, null or blank.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Option<T> {
        if self.text(name) == Ok("") { None } else { self.required(name, parse) }
    }

    /// A switch; absent means off.
    pub(super) fn switch(&mut self, name: &str) -> Option<bool> {
        match &self.body[name] {
            Value::Null => Some(false),
            Value::Bool(on) => Some(*on),
            Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.flawed(name, Flaw::Type("true or false"))
            }
        }
    }

    /// Makes sure that a member, if it is there, is an object.
    pub(super) fn object(&mut self, name: &str) -> Option<()> {
        match &self.body[name] {
            Value::Null | Value::Object(_) => Some(()),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                self.flawed(name, Flaw::Type("an object"))
            }
        }
    }

    /// Adds the faults that another parser found in the same body.
    pub(super) fn also<T>(&mut self, parsed: Result<T, Vec<Fault>>) -> Option<T> {
        let field = |fault: Fault| Field {
            pointer: fault.pointer,
            code: fault.code.to_owned(),
            message: fault.message,
        };
        parsed.map_err(|faults| self.faults.extend(faults.into_iter().map(field))).ok()
    }

    /// What was read, or all faults.
    pub(super) fn finish<T>(self, whole: Option<T>) -> Result<T, Failure> {
        match whole {
            Some(whole) if self.faults.is_empty() => Ok(whole),
            Some(_) | None => Err(Failure::invalid(self.faults)),
        }
    }

    fn text(&self, name: &str) -> Result<&'a str, Flaw> {
        match &self.body[name] {
            Value::Null => Ok(""),
            Value::String(text) => Ok(text.trim()),
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(Flaw::Type("a string"))
            }
        }
    }

    fn flawed<T>(&mut self, name: &str, flaw: Flaw) -> Option<T> {
        let message = format!("{name} {flaw}");
        let code = flaw.code().to_owned();
        self.faults.push(Field { pointer: format!("/{name}"), code, message });
        None
    }
}
