//! What becomes of a step, and of its undoing, by what is reported of it or by the passing of time.

use parvis_kernel::Timestamp;

use super::advance::Turn;
use super::{End, Fault, Lapse, Output, Report, Step, StepState};

impl Turn<'_> {
    /// Hears how an attempt went, unless another one has begun since.
    pub(super) fn report(&mut self, step: &Step, attempt: u32, report: &Report) {
        if self.journey.step(&step.id).attempts != attempt {
            return;
        }
        match self.state(step) {
            StepState::Running { until } | StepState::Waiting { until } => match report {
                Report::Waiting => {
                    self.journey.step_mut(&step.id).state = StepState::Waiting { until }
                }
                Report::Succeeded { output } => self.done(step, output),
                Report::TryAgain { fault } => self.try_again(step, until, fault),
                Report::Failed { fault } => self.give_up(step, fault),
            },
            StepState::Undoing { until } => match report {
                Report::Waiting => {}
                Report::Succeeded { .. } => self.undone(step),
                Report::TryAgain { fault } => self.try_undoing_again(step, until, fault),
                Report::Failed { fault } => self.strand(step, fault),
            },
            StepState::Blocked
            | StepState::Retrying { .. }
            | StepState::Done { .. }
            | StepState::Skipped
            | StepState::Failed
            | StepState::UndoRetrying { .. }
            | StepState::Undone => {}
        }
    }

    /// Looks at a step because its time may have come; if it has not, nothing happens.
    pub(super) fn due(&mut self, step: &Step) {
        let state = self.state(step);
        if state.due_at().is_none_or(|at| self.now < at) {
            return;
        }
        match state {
            StepState::Retrying { until, .. } if self.now < until => {
                self.begin_again(step, StepState::Running { until });
            }
            StepState::UndoRetrying { until, .. } if self.now < until => {
                self.begin_again(step, StepState::Undoing { until });
            }
            StepState::Running { .. } | StepState::Waiting { .. } | StepState::Retrying { .. } => {
                self.time_out(step);
            }
            StepState::Undoing { .. } | StepState::UndoRetrying { .. } => {
                self.strand(step, &Fault::new(Fault::UNDO_TIMED_OUT));
            }
            StepState::Blocked
            | StepState::Done { .. }
            | StepState::Skipped
            | StepState::Failed
            | StepState::Undone => {}
        }
    }

    /// Settles a step as done, after all those done before.
    pub(super) fn done(&mut self, step: &Step, output: &Output) {
        let nth = self
            .journey
            .steps
            .values()
            .filter(|other| matches!(other.state, StepState::Done { .. }))
            .count();
        let progress = self.journey.step_mut(&step.id);
        progress.state = StepState::Done { nth: u32::try_from(nth).unwrap_or(u32::MAX) };
        progress.fault = None;
        progress.output.clone_from(output);
    }

    pub(super) fn begin_again(&mut self, step: &Step, state: StepState) {
        let progress = self.journey.step_mut(&step.id);
        progress.attempts += 1;
        progress.state = state;
    }

    pub(super) fn set(&mut self, step: &Step, state: StepState, fault: &Fault) {
        let progress = self.journey.step_mut(&step.id);
        progress.state = state;
        progress.fault = Some(fault.clone());
    }

    /// When the next attempt would be made, if that is before the step's time is out.
    pub(super) fn next_try(&self, step: &Step, until: Timestamp) -> Option<Timestamp> {
        let attempts = self.journey.step(&step.id).attempts;
        Some(self.now.plus(step.retry.delay_after(attempts))).filter(|at| *at < until)
    }

    fn try_again(&mut self, step: &Step, until: Timestamp, fault: &Fault) {
        let tries_left = self.journey.step(&step.id).attempts < step.retry.max;
        match self.next_try(step, until) {
            Some(at) if tries_left => self.set(step, StepState::Retrying { at, until }, fault),
            Some(_) | None if step.optional => self.set(step, StepState::Skipped, fault),
            Some(_) | None => self.break_off(step, fault),
        }
    }

    fn time_out(&mut self, step: &Step) {
        let fault = Fault::new(Fault::TIMED_OUT);
        match step.on_timeout {
            Lapse::Skip => self.set(step, StepState::Skipped, &fault),
            Lapse::Fail => self.break_off(step, &fault),
        }
    }

    /// Gives a step up that said it left nothing behind: it is not among those to be undone.
    fn give_up(&mut self, step: &Step, fault: &Fault) {
        if step.optional {
            self.set(step, StepState::Skipped, fault);
            return;
        }
        self.set(step, StepState::Failed, fault);
        self.end(End::Failed { step: step.id.clone(), fault: fault.clone() });
    }

    /// Gives a step up of which nobody knows what it did: it is undone with the others, if it can
    /// be.
    fn break_off(&mut self, step: &Step, fault: &Fault) {
        self.end(End::Failed { step: step.id.clone(), fault: fault.clone() });
        self.set(step, StepState::Failed, fault);
    }
}
