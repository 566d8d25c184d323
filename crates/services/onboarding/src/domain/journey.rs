//! The journey engine: what an onboarding has gone through and what comes next.
//!
//! A [`Definition`] says which steps there are; a [`Journey`] says how far one onboarding has come;
//! [`advance()`] takes it further by one [`Event`] and says by [`Command`]s what the world must do.
//! The engine knows no kind of step: kinds are names, and who carries them out is not its concern.
//!
//! What always holds: a journey ends once and for all; a step at which someone works or for which
//! someone waits has a time at which that ends; commands are the difference between two states, so
//! none is forgotten and none comes twice; the same events at the same times give the same journey.

mod advance;
mod attempt;
pub mod built_in;
mod command;
mod compensation;
mod definition;
mod document;
mod event;
mod invalid;
mod progress;
mod span;
mod status;
mod step;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use advance::{Refused, advance, replay};
pub use command::Command;
pub use definition::Definition;
pub use event::{Event, Fault, Output, Report};
pub use invalid::Invalid;
pub use progress::{Progress, StepState};
pub use status::{Stage, Status};
pub use step::{Lapse, Party, Retry, Step, StepId, Work};

/// How far one onboarding has come through the steps of its definition.
///
/// A new one is `Journey::default()`; from there only [`advance()`] changes it. As JSON it keeps its
/// form for ever.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journey {
    #[serde(flatten)]
    phase: Phase,
    facts: BTreeSet<String>,
    steps: BTreeMap<StepId, Progress>,
}

/// Where a journey stands as a whole; the last two are final.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum Phase {
    /// It exists and nothing has begun.
    #[default]
    New,
    /// Steps are under way.
    Active,
    /// It will end badly; what was done is being undone, one step at a time.
    Compensating {
        /// How it will end.
        end: End,
        /// The steps still to be undone, the next one last.
        queue: Vec<StepId>,
    },
    /// Every step is settled.
    Completed,
    /// It ended badly and nothing is left to undo.
    Ended {
        /// How it ended.
        end: End,
    },
}

/// How a journey ends that does not complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum End {
    /// A step failed without which the journey cannot go on.
    Failed {
        /// The step that failed.
        step: StepId,
        /// What went wrong in it.
        fault: Fault,
    },
    /// Someone called it off.
    Cancelled {
        /// Why, in the words of whoever called it off.
        reason: Option<String>,
    },
}

impl Journey {
    /// Where the journey stands as a whole.
    pub const fn phase(&self) -> &Phase {
        &self.phase
    }

    /// The names of the facts that are true of this onboarding, for the `when` of steps.
    pub const fn facts(&self) -> &BTreeSet<String> {
        &self.facts
    }

    /// How far a step has come; one that was never touched, or that the definition does not have,
    /// is blocked.
    pub fn step(&self, id: &StepId) -> &Progress {
        self.steps.get(id).unwrap_or(&progress::UNTOUCHED)
    }

    /// Whether the journey is over and nothing will change it any more.
    pub const fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Completed | Phase::Ended { .. })
    }

    /// Whether the journey failed or was cancelled, even if something is still to be undone.
    pub const fn ends_badly(&self) -> bool {
        matches!(self.phase, Phase::Compensating { .. } | Phase::Ended { .. })
    }

    fn step_mut(&mut self, id: &StepId) -> &mut Progress {
        self.steps.entry(id.clone()).or_default()
    }
}
