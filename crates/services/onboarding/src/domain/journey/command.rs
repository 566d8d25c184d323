//! What the world must do after a journey moved.

use super::{Definition, Journey, Progress, Status, Step, StepId, StepState, Work};

use parvis_kernel::Timestamp;

/// Something to be done outside the engine, after the new state is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Carry out a step and report. It may be asked more than once for the same attempt, so it must
    /// be idempotent.
    Run {
        /// The step.
        step: StepId,
        /// The kind of work.
        uses: String,
        /// The attempt to name in the report.
        attempt: u32,
    },
    /// Take back whatever a step has done, wholly, partly or not at all, and report.
    Undo {
        /// The step.
        step: StepId,
        /// The kind of work that undoes it.
        uses: String,
        /// The attempt to name in the report.
        attempt: u32,
    },
    /// Say [`Event::Due`](super::Event::Due) for the step at this time; it replaces what was asked
    /// for the step before.
    Wake {
        /// The step.
        step: StepId,
        /// When.
        at: Timestamp,
    },
    /// Undoing the step was given up: its effect stands until an operator takes it back by hand.
    Strand {
        /// The step.
        step: StepId,
    },
    /// The onboarding has a new status; each is announced at most once.
    Announce(Status),
}

/// What must be done because `before` became `after`: it follows from these two alone, whatever
/// happened in between.
pub(super) fn difference(
    definition: &Definition,
    before: &Journey,
    after: &Journey,
) -> Vec<Command> {
    let steps = definition.steps().iter();
    let mut commands: Vec<Command> =
        steps.flat_map(|step| of_step(step, before.step(&step.id), after.step(&step.id))).collect();
    let status = after.status(definition);
    if status != before.status(definition) {
        commands.push(Command::Announce(status));
    }
    commands
}

fn of_step(
    step: &Step,
    before: &Progress,
    after: &Progress,
) -> impl Iterator<Item = Command> + use<> {
    let begun = (before.attempts != after.attempts).then(|| begin(step, after)).flatten();
    let stranded = (before.state.is_undoing() && after.state == StepState::Failed)
        .then(|| Command::Strand { step: step.id.clone() });
    let wake = after
        .state
        .due_at()
        .filter(|_| before.state.due_at() != after.state.due_at())
        .map(|at| Command::Wake { step: step.id.clone(), at });
    begun.into_iter().chain(stranded).chain(wake)
}

/// The command for an attempt that has just begun; there is none when the step only waits for a
/// signal.
fn begin(step: &Step, progress: &Progress) -> Option<Command> {
    let (id, attempt) = (step.id.clone(), progress.attempts);
    if progress.state.is_undoing() {
        return step.undo.clone().map(|uses| Command::Undo { step: id, uses, attempt });
    }
    match &step.work {
        Work::Run(kind) => Some(Command::Run { step: id, uses: kind.clone(), attempt }),
        Work::Await(_) => None,
    }
}
