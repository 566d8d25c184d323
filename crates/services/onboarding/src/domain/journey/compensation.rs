//! How a journey that cannot complete takes back what it did.
//!
//! Every step that was begun and has an undo is undone, unless it reported itself that it failed:
//! first those that were still under way, then those that were done, the last one first, one at a
//! time. An undoing that does not succeed is left to an operator and holds up nothing.

use parvis_kernel::Timestamp;

use super::advance::Turn;
use super::{End, Fault, Phase, Step, StepId, StepState};

impl Turn<'_> {
    /// Decides that the journey ends this way, and stops whatever is under way.
    pub(super) fn end(&mut self, end: End) {
        let queue = self.to_undo();
        for progress in self.journey.steps.values_mut().filter(|step| step.state.is_active()) {
            progress.state = StepState::Skipped;
        }
        self.journey.phase = Phase::Compensating { end, queue };
    }

    /// The steps to be undone, the first one last.
    fn to_undo(&self) -> Vec<StepId> {
        let steps = self.definition.steps().iter();
        let mut begun: Vec<&Step> = steps
            .filter(|step| step.undo.is_some() && self.journey.step(&step.id).is_begun())
            .filter(|step| self.state(step) != StepState::Failed)
            .collect();
        begun.sort_by_key(|step| self.state(step).nth().unwrap_or(u32::MAX));
        begun.into_iter().map(|step| step.id.clone()).collect()
    }

    /// Begins to undo the next step when none is being undone; when none is left, the journey is
    /// over.
    pub(super) fn undo_next(&mut self) {
        if self.journey.steps.values().any(|progress| progress.state.is_undoing()) {
            return;
        }
        let Phase::Compensating { end, queue } = &mut self.journey.phase else { return };
        let next = queue.pop().and_then(|id| self.definition.step(id.as_str()));
        match next {
            Some(step) => {
                let until = self.now.plus(step.timeout);
                self.begin_again(step, StepState::Undoing { until });
            }
            None => self.journey.phase = Phase::Ended { end: end.clone() },
        }
    }

    pub(super) fn undone(&mut self, step: &Step) {
        let progress = self.journey.step_mut(&step.id);
        progress.state = StepState::Undone;
        progress.fault = None;
    }

    pub(super) fn try_undoing_again(&mut self, step: &Step, until: Timestamp, fault: &Fault) {
        match self.next_try(step, until) {
            Some(at) => self.set(step, StepState::UndoRetrying { at, until }, fault),
            None => self.strand(step, fault),
        }
    }

    pub(super) fn strand(&mut self, step: &Step, fault: &Fault) {
        self.set(step, StepState::Failed, fault);
    }
}
