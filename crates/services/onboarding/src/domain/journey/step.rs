//! What one step of a definition asks for.

use std::borrow::Borrow;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Stage;

/// One step of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name within the definition.
    pub id: StepId,
    /// What is to be done.
    pub work: Work,
    /// The steps that must be settled before; none means it begins with the journey.
    pub needs: Vec<StepId>,
    /// The fact without which the step is skipped.
    pub when: Option<String>,
    /// How long the step may take in all, from its first attempt; its undoing gets as long again.
    pub timeout: Duration,
    /// What the end of that time means.
    pub on_timeout: Lapse,
    /// How often and at what distance it is tried.
    pub retry: Retry,
    /// The kind of work that takes its effect back.
    pub undo: Option<String>,
    /// Whether the journey completes without waiting for it, and goes on when it fails.
    pub optional: bool,
    /// Who must act when the step waits.
    pub who: Party,
    /// The status that the onboarding has reached when the step begins.
    pub stage: Stage,
}

/// What is to be done in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// Someone carries out work of this kind.
    Run(String),
    /// Nothing but to wait for this signal.
    Await(String),
}

/// What the end of a step's time means for the journey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lapse {
    /// The journey fails.
    #[default]
    Fail,
    /// The journey goes on without the step.
    Skip,
}

/// Who must act when a step waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The application that started the onboarding.
    Client,
    /// The person who signs.
    Signer,
    /// Someone who runs the platform.
    Operator,
    /// A system outside the platform, such as a public register.
    ThirdParty,
    /// The platform itself.
    System,
}

/// How often a step is tried, and the growing distance between tries. Undoing is tried at these
/// distances until its time is out, however often that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// The most attempts, the first one included.
    pub max: u32,
    /// The distance between the first attempt and the second.
    pub first: Duration,
    /// By what each further distance grows.
    pub factor: u32,
    /// The longest distance.
    pub cap: Duration,
}

/// The name of a step within its definition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(String);

impl Step {
    /// The signal for which the step waits, if that is its work.
    pub fn signal(&self) -> Option<&str> {
        match &self.work {
            Work::Await(signal) => Some(signal),
            Work::Run(_) => None,
        }
    }

    pub(super) fn kinds(&self) -> impl Iterator<Item = &str> {
        let run = match &self.work {
            Work::Run(kind) => Some(kind),
            Work::Await(_) => None,
        };
        run.into_iter().chain(&self.undo).map(String::as_str)
    }
}

impl Retry {
    /// One attempt and no other; an undoing is tried at distances of some seconds at first and of
    /// an hour at last.
    pub(super) const fn once() -> Self {
        Self { max: 1, first: Duration::from_secs(1), factor: 2, cap: Duration::from_hours(1) }
    }

    /// How long to wait after this attempt, counted from 1.
    pub fn delay_after(&self, attempt: u32) -> Duration {
        let growth = self.factor.saturating_pow(attempt.saturating_sub(1));
        self.first.saturating_mul(growth).min(self.cap)
    }
}

impl StepId {
    /// The name as it stands in the definition.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for StepId {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl Borrow<str> for StepId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
