//! What can be wrong with the text of a journey.

use super::StepId;

/// Why a text is no journey definition.
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    /// It is not TOML, or not of a definition's form; the message tells the line.
    #[error("{0}")]
    Text(#[from] toml::de::Error),
    /// A name is something other than 1 to 40 lower-case letters, digits, `-` and `_`, or begins
    /// with another than a letter.
    #[error("`{0}` is not a name: begin with a letter and use at most 40 of a-z, 0-9, - and _")]
    Name(String),
    /// There is no step on whose end the journey's completion could depend.
    #[error("a journey needs at least one step that is not optional")]
    Nothing,
    /// Two steps have the same name or wait for the same signal.
    #[error("`{0}` stands for more than one step")]
    Twice(String),
    /// A step needs one that does not stand before it.
    #[error("step `{step}` needs `{need}`, which is not a step before it")]
    Need {
        /// The step with the need.
        step: StepId,
        /// What it needs.
        need: StepId,
    },
    /// A step depends on a fact that the definition does not list.
    #[error("step `{step}` depends on `{fact}`, which is not among the journey's facts")]
    Fact {
        /// The step with the condition.
        step: StepId,
        /// The fact it names.
        fact: String,
    },
    /// A step has both kinds of work or neither.
    #[error("step `{0}` needs either `uses` or `signal`")]
    Work(StepId),
    /// A step that only waits for a signal has something to retry or to undo.
    #[error("step `{0}` waits for a signal: there is nothing to retry or to undo")]
    Idle(StepId),
    /// A step would take the onboarding back to an earlier status than the steps it needs.
    #[error("step `{0}` has an earlier status than a step it needs")]
    Backwards(StepId),
    /// The numbers of a retry are out of bounds.
    #[error("step `{0}` must be tried 1 to 100 times, with a factor from 1 to 10")]
    Retry(StepId),
    /// Nobody carries out this kind of work.
    #[error("step `{step}` uses `{kind}`, which nobody here carries out")]
    Kind {
        /// The step.
        step: StepId,
        /// The kind of work it names.
        kind: String,
    },
}
