//! What readers want to know of a journey, all of it derived.

use super::{Definition, End, Journey, Party, Phase, Stage, Status, Step, StepState};

impl Journey {
    /// How the onboarding stands: how far the steps begun have brought it, until all that is
    /// required is settled.
    pub fn status(&self, definition: &Definition) -> Status {
        match &self.phase {
            Phase::New => Status::Pending,
            Phase::Active if self.owes_nothing(definition) => Status::Completed,
            Phase::Active => self.stage(definition).into(),
            Phase::Completed => Status::Completed,
            Phase::Compensating { end, .. } | Phase::Ended { end } => end.status(),
        }
    }

    /// The step to show: the first required one at which the journey is, or else an optional one;
    /// the one that failed, of a failed journey; the one being undone, of a cancelled one.
    pub fn current_step<'a>(&self, definition: &'a Definition) -> Option<&'a Step> {
        let mut steps = definition.steps().iter();
        match &self.phase {
            Phase::New | Phase::Completed => None,
            Phase::Active => steps
                .filter(|step| self.step(&step.id).state.is_active())
                .min_by_key(|step| step.optional),
            Phase::Compensating { end: End::Failed { step, .. }, .. }
            | Phase::Ended { end: End::Failed { step, .. } } => definition.step(step.as_str()),
            Phase::Compensating { end: End::Cancelled { .. }, .. }
            | Phase::Ended { end: End::Cancelled { .. } } => {
                steps.find(|step| self.step(&step.id).state.is_undoing())
            }
        }
    }

    /// Who must act before the current step can end; nobody when there is none or it failed.
    pub fn waiting_on(&self, definition: &Definition) -> Option<Party> {
        let step = self.current_step(definition)?;
        match self.step(&step.id).state {
            StepState::Waiting { .. } => Some(step.who),
            StepState::Running { .. }
            | StepState::Retrying { .. }
            | StepState::Undoing { .. }
            | StepState::UndoRetrying { .. } => Some(Party::System),
            StepState::Blocked
            | StepState::Done { .. }
            | StepState::Skipped
            | StepState::Failed
            | StepState::Undone => None,
        }
    }

    fn owes_nothing(&self, definition: &Definition) -> bool {
        let mut required = definition.steps().iter().filter(|step| !step.optional);
        required.all(|step| self.step(&step.id).state.is_settled())
    }

    fn stage(&self, definition: &Definition) -> Stage {
        let begun = definition.steps().iter().filter(|step| self.step(&step.id).is_begun());
        begun.map(|step| step.stage).max().unwrap_or_default()
    }
}

impl End {
    /// The status of an onboarding that ends this way.
    pub const fn status(&self) -> Status {
        match self {
            Self::Failed { .. } => Status::Failed,
            Self::Cancelled { .. } => Status::Cancelled,
        }
    }
}
