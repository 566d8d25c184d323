//! Watches each move of a journey and objects to what must never happen.

use std::collections::{BTreeMap, BTreeSet};

use parvis_kernel::Timestamp;
use parvis_onboarding::domain::journey::{
    Command, Event, Journey, Phase, Report, StepId, StepState,
};

use crate::play::Play;

#[derive(Default)]
pub(crate) struct Witness {
    attempts: BTreeSet<(StepId, u32)>,
    wakes: BTreeMap<StepId, Timestamp>,
    announced: Vec<String>,
    done: Vec<StepId>,
    must_be_undone: Option<Vec<StepId>>,
    undone: Vec<StepId>,
}

impl Witness {
    pub(crate) fn tell(&mut self, play: &mut Play, event: &Event) {
        let (before, status) = (play.journey.clone(), play.status());
        let told = play.tell_raw(event.clone());
        let commands = told.unwrap_or_default();
        if before.is_over() || is_late(&before, event) {
            assert_eq!(play.journey, before, "nothing changes after the end, or by what is late");
        }
        assert!(play.journey != before || commands.is_empty(), "no command without a change");
        assert!(play.status() >= status, "no way back");
        assert!(!status.is_final() || play.status() == status, "no two ends");
        self.see_ends(play, &before, event);
        for command in &commands {
            self.see(play, command);
        }
        self.see_times(play);
        let stored = serde_json::to_string(&play.journey).unwrap();
        assert_eq!(serde_json::from_str::<Journey>(&stored).unwrap(), play.journey);
    }

    /// What holds once the journey is over.
    pub(crate) fn close(&self, play: &Play) {
        let expected = self.must_be_undone.clone().unwrap_or_default();
        assert_eq!(self.undone, expected, "what was done is undone, the last first, and no more");
        assert_eq!(self.announced.last(), Some(&play.status().to_string()));
    }

    /// Notes in which order steps are done, and from that what must be undone when the journey ends
    /// badly.
    fn see_ends(&mut self, play: &Play, before: &Journey, event: &Event) {
        for step in play.definition.steps() {
            if is_done(&play.journey, &step.id) && !is_done(before, &step.id) {
                self.done.push(step.id.clone());
            }
        }
        if play.journey.ends_badly() && !before.ends_badly() {
            let failed = if let Event::Reported { step, report: Report::Failed { .. }, .. } = event
            {
                Some(step)
            } else {
                None
            };
            let undoable = play.definition.steps().iter().filter(|step| step.undo.is_some());
            let begun = undoable.filter(|step| before.step(&step.id).is_begun());
            let (done, open): (Vec<StepId>, Vec<StepId>) = begun
                .map(|step| step.id.clone())
                .filter(|id| Some(id) != failed)
                .partition(|id| is_done(before, id));
            let done_last_first = self.done.iter().rev().filter(|id| done.contains(id));
            self.must_be_undone = Some(open.iter().rev().chain(done_last_first).cloned().collect());
        }
    }

    fn see(&mut self, play: &Play, command: &Command) {
        match command {
            Command::Run { step: id, attempt, .. } => {
                let step = play.definition.step(id.as_str()).unwrap();
                let settled = |need: &StepId| play.journey.step(need).state.is_settled();
                assert!(step.needs.iter().all(settled), "{id} runs before its turn");
                assert!(step.when.iter().all(|fact| play.journey.facts().contains(fact)));
                assert!(matches!(play.journey.step(id).state, StepState::Running { .. }));
                assert_eq!(play.journey.phase(), &Phase::Active);
                assert!(*attempt <= step.retry.max);
                assert!(self.attempts.insert((id.clone(), *attempt)), "no attempt twice");
            }
            Command::Undo { step: id, attempt, .. } => {
                let undoing = |id: &StepId| play.journey.step(id).state.is_undoing();
                let all = play.definition.steps().iter().filter(|step| undoing(&step.id));
                assert_eq!(all.count(), 1, "one at a time");
                assert!(undoing(id));
                assert!(self.attempts.insert((id.clone(), *attempt)), "no attempt twice");
                if !self.undone.contains(id) {
                    self.undone.push(id.clone());
                }
            }
            Command::Wake { step, at } => drop(self.wakes.insert(step.clone(), *at)),
            Command::Strand { step } => {
                assert_eq!(play.journey.step(step).state, StepState::Failed);
            }
            Command::Announce(status) => {
                assert!(!self.announced.contains(&status.to_string()), "{status} twice");
                assert_eq!(*status, play.status());
                self.announced.push(status.to_string());
            }
        }
    }

    /// A step that is under way, waiting, retrying or being undone has a time, and a wake-up was
    /// asked for it.
    fn see_times(&self, play: &Play) {
        for step in play.definition.steps() {
            let state = play.journey.step(&step.id).state;
            assert_eq!(state.is_active() || state.is_undoing(), state.due_at().is_some());
            if let Some(at) = state.due_at() {
                assert_eq!(self.wakes.get(&step.id), Some(&at), "{} sleeps for ever", step.id);
            }
        }
    }
}

/// Whether the event is a report about another attempt than the present one.
fn is_late(journey: &Journey, event: &Event) -> bool {
    matches!(event, Event::Reported { step, attempt, .. } if journey.step(step).attempts != *attempt)
}

fn is_done(journey: &Journey, id: &StepId) -> bool {
    matches!(journey.step(id).state, StepState::Done { .. })
}
