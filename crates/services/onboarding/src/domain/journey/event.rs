//! What can happen to a journey.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::StepId;

/// What a step leaves behind for later steps and for readers: small texts by name.
pub type Output = BTreeMap<String, String>;

/// Something that happened; the log of these, with their times, is the whole truth about a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The onboarding was asked for.
    Started {
        /// The facts that are true from the start.
        facts: BTreeSet<String>,
    },
    /// Whoever the journey waits for has spoken.
    Signalled {
        /// The name of the signal, such as `provision`.
        signal: String,
        /// Facts that are true from now on.
        facts: BTreeSet<String>,
        /// What the waiting step keeps of it.
        output: Output,
    },
    /// The onboarding was called off.
    Cancelled {
        /// Why, if a reason was given.
        reason: Option<String>,
    },
    /// Whoever carries out a step says how its present try, or its undoing, went.
    Reported {
        /// The step.
        step: StepId,
        /// The attempt that the command named; a report about any other is late and changes
        /// nothing.
        attempt: u32,
        /// How it went.
        #[serde(flatten)]
        report: Report,
    },
    /// The time for which a step asked by [`Wake`](super::Command::Wake) has come.
    Due {
        /// The step.
        step: StepId,
    },
}

/// How an attempt at a step went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "report", rename_all = "snake_case")]
pub enum Report {
    /// Our part is done; it is for someone else to act now, and another report follows.
    Waiting,
    /// It is done, or undone.
    Succeeded {
        /// What the step leaves behind; nothing is kept of an undoing.
        output: Output,
    },
    /// It did not work this time; another try may.
    TryAgain {
        /// What went wrong.
        fault: Fault,
    },
    /// It did not work, left nothing behind, and no other try would help.
    Failed {
        /// What went wrong.
        fault: Fault,
    },
}

/// What went wrong in a step, for programs and for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The code with one meaning for ever, such as `vat_invalid`.
    pub code: String,
    /// What the reader can do about it.
    pub hint: Option<String>,
}

impl Fault {
    /// The code of a step whose time ran out.
    pub const TIMED_OUT: &str = "step_timeout";
    /// The code of a step whose undoing did not end in time.
    pub const UNDO_TIMED_OUT: &str = "undo_timeout";

    /// A fault that needs no hint.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), hint: None }
    }
}
