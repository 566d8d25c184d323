//! The transitions of an onboarding: a new state with what must be said, ordered and logged.

use std::collections::VecDeque;

use parvis_kernel::{Change, Timestamp};

use super::carry_out::{Action, reported};
use super::{Case, Seen, TenantKey};
use crate::domain::journey::{
    Command, End, Event, Journey, Phase, Refused, Status, StepId, advance,
};
use crate::domain::{Fact, Request, What};

/// What registers a tenant's key: a kind of work, and the name of what is asked outside the journey.
const KEY: &str = "api-key";

/// A transition that is ready to be written.
#[derive(Debug)]
pub struct Move {
    /// The new state and what is said about it.
    pub change: Change<Case, Fact>,
    /// What is ordered of ourselves, in this order.
    pub orders: Vec<Order>,
    /// What happened to the journey, for its log.
    pub log: Vec<Event>,
}

/// What an onboarding orders of its own service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Do the outside part of a step.
    Do(StepId),
    /// Look at the step at this time; it replaces what was ordered before.
    Wake(StepId, Timestamp),
    /// The step needs no look any more.
    Forget(StepId),
    /// Tell an operator that the step's effect stands.
    Strand(StepId),
}

impl Case {
    /// Begins the journey of a new onboarding, in which these facts are true.
    pub fn open(self, facts: &[&str]) -> Result<Move, Refused> {
        let (journey, label) = (self.definition.name().to_owned(), self.space.label.clone());
        let started = self.fact(What::Started { journey, label });
        let facts = facts.iter().map(|&fact| fact.to_owned()).collect();
        let now = self.created_at;
        self.moved(vec![started], Event::Started { facts }, now)
    }

    /// What an event makes of the onboarding; `None` where it changes nothing.
    pub fn hear(self, event: Event, now: Timestamp) -> Result<Option<Move>, Refused> {
        let moved = self.moved(Vec::new(), event, now)?;
        Ok((!moved.log.is_empty()).then_some(moved))
    }

    /// Gives the tenant a key outside the journey; the journey has no step that waits for it.
    pub fn give_key(self, key: TenantKey, now: Timestamp) -> Change<Self, Fact> {
        let register = Request::RegisterApiKey(key.id.clone(), key.hash.clone());
        let said = self.asking(&StepId::from(KEY), 0, register);
        Change::saying(Self { key: Some(key), ..self }.next(now), said)
    }

    /// Asks for the signature in the name of `requester`; `None` where it is not wanted any more.
    pub fn ask_signature(
        mut self,
        step: &StepId,
        requester: String,
        now: Timestamp,
    ) -> Option<Change<Self, Fact>> {
        let said = self.signature_request(step, &requester)?;
        if let Some(client) = &mut self.client {
            client.requester = Some(requester);
        }
        Some(Change::saying(self.next(now), said))
    }

    /// Takes note of what is seen of the space now.
    pub fn observe(self, seen: Seen, now: Timestamp) -> Change<Self, Fact> {
        Change::quiet(
            Self { seen, ..self }.next(now),
            "what is seen is shown, and nobody acts on it",
        )
    }

    fn next(self, now: Timestamp) -> Self {
        Self { version: self.version + 1, updated_at: now, ..self }
    }

    /// Plays the event, and whatever is known at once because of it, to the end.
    fn moved(self, said: Vec<Fact>, event: Event, now: Timestamp) -> Result<Move, Refused> {
        let before = self.journey.clone();
        let mut turn = Turn {
            case: self.next(now),
            facts: said,
            orders: Vec::new(),
            log: Vec::new(),
            events: VecDeque::from([event]),
        };
        while let Some(event) = turn.events.pop_front() {
            turn.play(event, now)?;
        }
        turn.close(&before);
        let Turn { case, facts, orders, log, .. } = turn;
        Ok(Move { change: Change::saying_all(case, facts), orders, log })
    }
}

/// A transition that is being made.
struct Turn {
    case: Case,
    facts: Vec<Fact>,
    orders: Vec<Order>,
    log: Vec<Event>,
    events: VecDeque<Event>,
}

impl Turn {
    fn play(&mut self, event: Event, now: Timestamp) -> Result<(), Refused> {
        let (journey, commands) = advance(&self.case.definition, &self.case.journey, &event, now)?;
        if journey == self.case.journey {
            return Ok(());
        }
        self.log.push(event);
        let before = std::mem::replace(&mut self.case.journey, journey);
        self.say_steps(&before);
        for command in commands {
            self.obey(command, now);
        }
        Ok(())
    }

    fn obey(&mut self, command: Command, now: Timestamp) {
        match command {
            Command::Run { step, uses, attempt } => {
                let action = self.case.run(&uses, &step, attempt);
                self.act(step, attempt, action);
            }
            Command::Undo { step, uses, attempt } => {
                let action = self.case.undo(&uses);
                self.act(step, attempt, action);
            }
            Command::Wake { step, at } => self.orders.push(Order::Wake(step, at)),
            Command::Strand { step } => self.orders.push(Order::Strand(step)),
            Command::Announce(status) => self.announce(status, now),
        }
    }

    fn act(&mut self, step: StepId, attempt: u32, action: Action) {
        match action {
            Action::Ask(request) => self.facts.push(self.case.asking(&step, attempt, request)),
            Action::Work => self.orders.push(Order::Do(step)),
            Action::Report(report) => self.events.push_back(reported(step, attempt, report)),
        }
    }

    fn announce(&mut self, status: Status, now: Timestamp) {
        match status {
            Status::Activated => {
                let label = self.case.space.label.clone();
                let full_domain = self.case.space.full_domain();
                self.say(What::Activated { label, full_domain });
            }
            Status::Completed => {
                self.case.completed_at = Some(now);
                self.say(What::Completed { tenant: self.case.tenant.clone() });
            }
            Status::Failed | Status::Cancelled => self.revoke_stray_key(),
            Status::Pending | Status::Provisioning => {}
        }
    }

    /// A key that was given outside the journey is revoked with the onboarding; one that a step
    /// registered is undone with that step.
    fn revoke_stray_key(&mut self) {
        let step = self.case.step_of(KEY);
        let begun = step.is_some_and(|step| self.case.journey.step(&step.id).is_begun());
        if let Some(key) = self.case.key.as_ref().filter(|_| !begun) {
            let revoke = Request::RevokeApiKey(key.id.clone());
            self.facts.push(self.case.asking(&StepId::from(KEY), 0, revoke));
        }
    }

    fn say(&mut self, what: What) {
        self.facts.push(self.case.fact(what));
    }

    /// Says which steps changed their state since `before`.
    fn say_steps(&mut self, before: &Journey) {
        let case = &self.case;
        let changed = case.definition.steps().iter().filter_map(|step| {
            let (was, is) = (before.step(&step.id), case.journey.step(&step.id));
            let same = was.state.as_str() == is.state.as_str() && was.attempts == is.attempts;
            (!same).then(|| {
                case.fact(What::StepChanged {
                    step: step.id.clone(),
                    state: is.state.as_str(),
                    attempt: is.attempts,
                    code: is.fault.as_ref().map(|fault| fault.code.clone()),
                    next_try_at: is.state.next_try_at(),
                })
            })
        });
        self.facts.extend(changed);
    }

    /// Withdraws wake-ups that nobody needs, and says how the journey ended if it just did.
    fn close(&mut self, before: &Journey) {
        let journey = &self.case.journey;
        self.orders.retain(|order| match order {
            Order::Wake(step, at) => journey.step(step).state.due_at() == Some(*at),
            Order::Do(_) | Order::Forget(_) | Order::Strand(_) => true,
        });
        for step in self.case.definition.steps() {
            let due = |journey: &Journey| journey.step(&step.id).state.due_at();
            if due(before).is_some() && due(&self.case.journey).is_none() {
                self.orders.push(Order::Forget(step.id.clone()));
            }
        }
        let Phase::Ended { end } = self.case.journey.phase() else { return };
        if matches!(before.phase(), Phase::Ended { .. }) {
            return;
        }
        let what = match end.clone() {
            End::Failed { step, fault } => What::Failed { step, code: fault.code },
            End::Cancelled { .. } => What::Cancelled,
        };
        self.say(what);
    }
}
