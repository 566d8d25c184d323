//! One event takes a journey one move further.

use std::collections::BTreeSet;

use parvis_kernel::Timestamp;

use super::command::difference;
use super::{
    Command, Definition, End, Event, Journey, Output, Phase, Status, Step, StepState, Work,
};

/// What was asked of the journey is not possible as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{asked} is not possible while the onboarding is {status}")]
pub struct Refused {
    /// The name of the signal, or `cancel`.
    pub asked: String,
    /// How the onboarding stands.
    pub status: Status,
}

/// The next state of a journey, and what must be done because of it.
///
/// An event that is late, repeated or about nothing known leaves the journey equal and commands
/// nothing. Only what someone asks for, a signal or a cancellation, is refused when it comes at the
/// wrong time.
pub fn advance(
    definition: &Definition,
    journey: &Journey,
    event: &Event,
    now: Timestamp,
) -> Result<(Journey, Vec<Command>), Refused> {
    let mut turn = Turn { definition, journey: journey.clone(), now };
    turn.hear(event)?;
    turn.go_on();
    let commands = difference(definition, journey, &turn.journey);
    Ok((turn.journey, commands))
}

/// The journey that a log of events, each with its time, leads to. Refused ones have no part in it.
pub fn replay<'a>(
    definition: &Definition,
    log: impl IntoIterator<Item = (&'a Event, Timestamp)>,
) -> Journey {
    log.into_iter().fold(Journey::default(), |journey, (event, at)| {
        advance(definition, &journey, event, at).map_or(journey, |(next, _)| next)
    })
}

/// A move that is being made.
pub(super) struct Turn<'a> {
    pub(super) definition: &'a Definition,
    pub(super) journey: Journey,
    pub(super) now: Timestamp,
}

impl<'a> Turn<'a> {
    fn hear(&mut self, event: &Event) -> Result<(), Refused> {
        match event {
            Event::Started { facts } => self.start(facts),
            Event::Signalled { signal, facts, output } => self.signal(signal, facts, output)?,
            Event::Cancelled { reason } => self.cancel(reason.as_deref())?,
            Event::Reported { step, attempt, report } => {
                if let Some(step) = self.definition.step(step.as_str()) {
                    self.report(step, *attempt, report);
                }
            }
            Event::Due { step } => {
                if let Some(step) = self.definition.step(step.as_str()) {
                    self.due(step);
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, facts: &BTreeSet<String>) {
        if self.journey.phase == Phase::New {
            self.journey.phase = Phase::Active;
            self.journey.facts.clone_from(facts);
        }
    }

    fn signal(
        &mut self,
        signal: &str,
        facts: &BTreeSet<String>,
        output: &Output,
    ) -> Result<(), Refused> {
        let refused = || Refused { asked: signal.to_owned(), status: self.status() };
        let step = self.definition.awaiting(signal).ok_or_else(refused)?;
        let state = self.state(step);
        if matches!(state, StepState::Waiting { .. }) {
            self.journey.facts.extend(facts.iter().cloned());
            self.done(step, output);
            return Ok(());
        }
        let repeated = matches!(state, StepState::Done { .. });
        if repeated && !self.journey.ends_badly() { Ok(()) } else { Err(refused()) }
    }

    fn cancel(&mut self, reason: Option<&str>) -> Result<(), Refused> {
        match self.status() {
            Status::Pending | Status::Provisioning | Status::Activated => {
                self.end(End::Cancelled { reason: reason.map(str::to_owned) });
                Ok(())
            }
            Status::Cancelled => Ok(()),
            status @ (Status::Completed | Status::Failed) => {
                Err(Refused { asked: "cancel".to_owned(), status })
            }
        }
    }

    /// Begins whatever can begin now. Needs point backwards only, so that one pass through the
    /// steps is enough.
    fn go_on(&mut self) {
        match self.journey.phase {
            Phase::Active => {
                for step in self.definition.steps() {
                    if self.state(step) == StepState::Blocked && self.needs_are_settled(step) {
                        self.begin(step);
                    }
                }
                if self.definition.steps().iter().all(|step| self.state(step).is_settled()) {
                    self.journey.phase = Phase::Completed;
                }
            }
            Phase::Compensating { .. } => self.undo_next(),
            Phase::New | Phase::Completed | Phase::Ended { .. } => {}
        }
    }

    fn begin(&mut self, step: &'a Step) {
        let wanted = step.when.as_ref().is_none_or(|fact| self.journey.facts.contains(fact));
        let until = self.now.plus(step.timeout);
        let progress = self.journey.step_mut(&step.id);
        if !wanted {
            progress.state = StepState::Skipped;
            return;
        }
        progress.attempts = 1;
        progress.state = match step.work {
            Work::Run(_) => StepState::Running { until },
            Work::Await(_) => StepState::Waiting { until },
        };
    }

    fn needs_are_settled(&self, step: &Step) -> bool {
        step.needs.iter().all(|need| self.journey.step(need).state.is_settled())
    }

    fn status(&self) -> Status {
        self.journey.status(self.definition)
    }

    pub(super) fn state(&self, step: &Step) -> StepState {
        self.journey.step(&step.id).state
    }
}
