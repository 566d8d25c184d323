//! How far one step of a journey has come.

use serde::{Deserialize, Serialize};

use parvis_kernel::Timestamp;

use super::{Fault, Output};

/// How far one step has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Where the step stands.
    #[serde(flatten)]
    pub state: StepState,
    /// How often it, and later its undoing, was begun. It only grows, so it names each attempt for
    /// ever.
    pub attempts: u32,
    /// What went wrong last; a try that succeeds clears it.
    pub fault: Option<Fault>,
    /// What the step left behind.
    pub output: Output,
}

/// The progress of a step that was never touched.
pub(super) static UNTOUCHED: Progress =
    Progress { state: StepState::Blocked, attempts: 0, fault: None, output: Output::new() };

/// Where a step stands. Times are in the state, so that a step on which the journey depends cannot
/// be without one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum StepState {
    /// Its turn has not come.
    #[default]
    Blocked,
    /// An attempt is being made.
    Running {
        /// When the step's time is out.
        until: Timestamp,
    },
    /// Someone else must act.
    Waiting {
        /// When the step's time is out.
        until: Timestamp,
    },
    /// The last attempt did not work and another one follows.
    Retrying {
        /// When the next attempt is made.
        at: Timestamp,
        /// When the step's time is out, later than `at`.
        until: Timestamp,
    },
    /// It is done.
    Done {
        /// Its place among the steps of this journey in the order in which they were done, from 0.
        nth: u32,
    },
    /// The journey went on, or ended, without it.
    Skipped,
    /// It failed for good, or its undoing did.
    Failed,
    /// Its effect is being taken back.
    Undoing {
        /// When the time for that is out.
        until: Timestamp,
    },
    /// The last attempt to take its effect back did not work and another one follows.
    UndoRetrying {
        /// When the next attempt is made.
        at: Timestamp,
        /// When the time for that is out, later than `at`.
        until: Timestamp,
    },
    /// Its effect was taken back.
    Undone,
}

impl Progress {
    /// Whether the step was ever begun, so that it may have had an effect.
    pub const fn is_begun(&self) -> bool {
        self.attempts > 0
    }
}

impl StepState {
    /// The word that clients and tables know the state by.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Running { .. } => "running",
            Self::Waiting { .. } => "waiting",
            Self::Retrying { .. } => "retrying",
            Self::Done { .. } => "done",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Undoing { .. } | Self::UndoRetrying { .. } => "undoing",
            Self::Undone => "undone",
        }
    }

    /// When the step next needs a look if nothing is heard: its next try, or the end of its time.
    pub const fn due_at(&self) -> Option<Timestamp> {
        match *self {
            Self::Retrying { at, .. } | Self::UndoRetrying { at, .. } => Some(at),
            Self::Running { until } | Self::Waiting { until } | Self::Undoing { until } => {
                Some(until)
            }
            Self::Blocked | Self::Done { .. } | Self::Skipped | Self::Failed | Self::Undone => None,
        }
    }

    /// When the next try is made, of a step or an undoing that did not work.
    pub const fn next_try_at(&self) -> Option<Timestamp> {
        if let Self::Retrying { at, .. } | Self::UndoRetrying { at, .. } = *self {
            return Some(at);
        }
        None
    }

    /// The place of a done step in the order of doing.
    pub(super) const fn nth(&self) -> Option<u32> {
        if let Self::Done { nth } = *self { Some(nth) } else { None }
    }

    /// Whether the steps that need this one may begin.
    pub const fn is_settled(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Skipped)
    }

    /// Whether the journey is at this step.
    pub const fn is_active(&self) -> bool {
        matches!(self, Self::Running { .. } | Self::Waiting { .. } | Self::Retrying { .. })
    }

    /// Whether the step's effect is being taken back.
    pub const fn is_undoing(&self) -> bool {
        matches!(self, Self::Undoing { .. } | Self::UndoRetrying { .. })
    }
}
