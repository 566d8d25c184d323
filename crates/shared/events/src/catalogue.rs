//! The catalogue: which messages there are, and who says and hears them.

use crate::{CATALOGUE, Kind};

/// What the catalogue says about a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The protobuf full name, which is the `CloudEvents` `type` and the routing key.
    pub name: &'static str,
    /// Command or fact.
    pub kind: Kind,
    /// The first release that said it.
    pub since: &'static str,
    /// The services that may say it: those that send a command, the one whose fact it is.
    pub said_by: &'static [&'static str],
    /// The services that hear it in a queue of their own: for a command, the one that carries it out.
    pub heard_by: &'static [&'static str],
    /// Processes that overhear it while they run, and miss it while they don't.
    pub overheard_by: &'static [&'static str],
}

impl Entry {
    /// Whether it is a fault when no queue takes it. Whoever only overhears does not count.
    pub const fn must_be_heard(&self) -> bool {
        matches!(self.kind, Kind::Command) || !self.heard_by.is_empty()
    }
}

/// Whether the message of this name asks for something; one that is not catalogued tells.
pub fn is_command(name: &str) -> bool {
    entry(name).is_some_and(|entry| entry.kind == Kind::Command)
}

/// What the catalogue says about the message of this name.
pub fn entry(name: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.name == name)
}

/// Whether it is a fault when nobody hears the message of this name; of an unknown one nothing is
/// required.
pub fn must_be_heard(name: &str) -> bool {
    entry(name).is_some_and(Entry::must_be_heard)
}
