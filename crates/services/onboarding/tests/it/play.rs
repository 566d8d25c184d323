//! Plays a journey by hand: keeps the time, the log and what was commanded.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use parvis_kernel::Timestamp;
use parvis_onboarding::domain::journey::{
    Command, Definition, Event, Fault, Journey, Refused, Report, Status, StepId, advance,
};

pub(crate) struct Play {
    pub(crate) definition: Definition,
    pub(crate) journey: Journey,
    pub(crate) now: Timestamp,
    pub(crate) log: Vec<(Event, Timestamp)>,
}

impl Play {
    pub(crate) fn of(text: &str) -> Self {
        let definition = Definition::parse(text).unwrap();
        let now = Timestamp::parse("2026-01-05T09:00:00Z").unwrap();
        Self { definition, journey: Journey::default(), now, log: Vec::new() }
    }

    /// A journey that has begun with these facts.
    pub(crate) fn started(text: &str, facts: &[&str]) -> (Self, Vec<String>) {
        let mut play = Self::of(text);
        let commands = play.tell(Event::Started { facts: set(facts) }).unwrap();
        (play, commands)
    }

    /// Tells the journey something and returns what it commands, in words.
    pub(crate) fn tell(&mut self, event: Event) -> Result<Vec<String>, Refused> {
        let commands = self.tell_raw(event)?;
        Ok(commands.iter().map(|command| self.words(command)).collect())
    }

    pub(crate) fn tell_raw(&mut self, event: Event) -> Result<Vec<Command>, Refused> {
        let (journey, commands) = advance(&self.definition, &self.journey, &event, self.now)?;
        self.journey = journey;
        self.log.push((event, self.now));
        Ok(commands)
    }

    /// Reports about the present attempt at a step.
    pub(crate) fn report(&mut self, step: &str, report: Report) -> Vec<String> {
        let attempt = self.journey.step(&step.into()).attempts;
        self.tell(Event::Reported { step: step.into(), attempt, report }).unwrap()
    }

    pub(crate) fn done(&mut self, step: &str) -> Vec<String> {
        self.report(step, succeeded())
    }

    pub(crate) fn failed(&mut self, step: &str, code: &str) -> Vec<String> {
        self.report(step, Report::Failed { fault: Fault::new(code) })
    }

    pub(crate) fn again(&mut self, step: &str, code: &str) -> Vec<String> {
        self.report(step, Report::TryAgain { fault: Fault::new(code) })
    }

    pub(crate) fn signal(&mut self, name: &str, facts: &[&str]) -> Result<Vec<String>, Refused> {
        let (facts, output) = (set(facts), BTreeMap::new());
        self.tell(Event::Signalled { signal: name.to_owned(), facts, output })
    }

    pub(crate) fn cancel(&mut self) -> Result<Vec<String>, Refused> {
        self.tell(Event::Cancelled { reason: None })
    }

    /// Lets the time come that the step waits for.
    pub(crate) fn due(&mut self, step: &str) -> Vec<String> {
        self.now = self.journey.step(&step.into()).state.due_at().unwrap();
        self.tell(Event::Due { step: step.into() }).unwrap()
    }

    pub(crate) fn status(&self) -> Status {
        self.journey.status(&self.definition)
    }

    pub(crate) fn state(&self, step: &str) -> &'static str {
        self.journey.step(&StepId::from(step)).state.as_str()
    }

    /// The whole journey on one line: each step with its state.
    pub(crate) fn states(&self) -> String {
        let steps = self.definition.steps().iter();
        let words = steps.map(|step| format!("{}:{}", step.id, self.state(step.id.as_str())));
        words.collect::<Vec<_>>().join(" ")
    }

    fn words(&self, command: &Command) -> String {
        match command {
            Command::Run { step, uses, attempt } => format!("run {step} ({uses}) {attempt}"),
            Command::Undo { step, uses, attempt } => format!("undo {step} ({uses}) {attempt}"),
            Command::Wake { step, at } => {
                format!("wake {step} in {}s", at.since(self.now).as_secs())
            }
            Command::Strand { step } => format!("strand {step}"),
            Command::Announce(status) => format!("announce {status}"),
        }
    }

    pub(crate) fn later(&mut self, span: Duration) {
        self.now = self.now.plus(span);
    }
}

pub(crate) fn succeeded() -> Report {
    Report::Succeeded { output: BTreeMap::new() }
}

pub(crate) fn set(facts: &[&str]) -> BTreeSet<String> {
    facts.iter().map(|&fact| fact.to_owned()).collect()
}
