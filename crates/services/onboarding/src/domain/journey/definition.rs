//! What a journey consists of, once its text has been read and found sound.

use std::collections::BTreeSet;

use super::{Invalid, Step};

/// A sound journey definition: names are unique, and a step needs only steps that stand before it,
/// so there is no cycle.
///
/// It never changes. A running journey stays with the definition whose [`sha256`](Self::sha256) it
/// was started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub(super) name: String,
    pub(super) version: u32,
    pub(super) sha256: String,
    pub(super) facts: BTreeSet<String>,
    pub(super) steps: Vec<Step>,
}

impl Definition {
    /// The journey's name, such as `tenant`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The number that grows with each change of the text.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The SHA-256 of the text in 64 hexadecimal digits: the one name of exactly this definition.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The names of the facts on which its steps may depend.
    pub const fn facts(&self) -> &BTreeSet<String> {
        &self.facts
    }

    /// Its steps in the order of the text.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step of this name, if there is one.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id.as_str() == id)
    }

    /// The step that waits for this signal, if there is one.
    pub fn awaiting(&self, signal: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.signal() == Some(signal))
    }

    /// Makes sure that every kind of work, of undoing too, is one of these.
    pub fn only_uses(&self, known: &[&str]) -> Result<(), Invalid> {
        for step in &self.steps {
            if let Some(kind) = step.kinds().find(|kind| !known.contains(kind)) {
                return Err(Invalid::Kind { step: step.id.clone(), kind: kind.to_owned() });
            }
        }
        Ok(())
    }
}
