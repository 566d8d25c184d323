//! From the text of a journey, in TOML, to a sound definition.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::span::Span;
use super::{Definition, Invalid, Lapse, Party, Retry, Stage, Step, StepId, Work};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    name: String,
    version: u32,
    #[serde(default)]
    facts: BTreeSet<String>,
    #[serde(default, rename = "step")]
    steps: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: StepId,
    uses: Option<String>,
    signal: Option<String>,
    needs: Option<Vec<StepId>>,
    when: Option<String>,
    timeout: Span,
    #[serde(default)]
    on_timeout: Lapse,
    retry: Option<Tries>,
    undo: Option<Undo>,
    #[serde(default)]
    optional: bool,
    who: Option<Party>,
    status: Option<Stage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tries {
    max: u32,
    first: Span,
    factor: u32,
    cap: Option<Span>,
}

/// `true`: the kind of work that does the step also undoes it; a name: that kind does.
#[derive(Deserialize)]
#[serde(untagged)]
enum Undo {
    Same(bool),
    Kind(String),
}

impl Definition {
    /// Reads a definition from TOML; `crates/services/onboarding/journeys/` shows the form.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let document: Document = toml::from_str(text)?;
        document.facts.iter().try_for_each(|fact| name(fact))?;
        name(&document.name)?;
        let mut read = Self {
            name: document.name,
            version: document.version,
            sha256: format!("{:x}", Sha256::digest(text)),
            facts: document.facts,
            steps: Vec::with_capacity(document.steps.len()),
        };
        for entry in document.steps {
            let step = read.next_step(entry)?;
            read.steps.push(step);
        }
        if read.steps.iter().all(|step| step.optional) { Err(Invalid::Nothing) } else { Ok(read) }
    }

    /// Reads one step, given those before it.
    fn next_step(&self, entry: Entry) -> Result<Step, Invalid> {
        let id = entry.id;
        name(id.as_str())?;
        if self.step(id.as_str()).is_some() {
            return Err(Invalid::Twice(id.to_string()));
        }
        let work = self.work(&id, entry.uses, entry.signal)?;
        if matches!(work, Work::Await(_)) && (entry.retry.is_some() || entry.undo.is_some()) {
            return Err(Invalid::Idle(id));
        }
        if let Some(fact) = entry.when.as_ref().filter(|fact| !self.facts.contains(*fact)) {
            return Err(Invalid::Fact { step: id, fact: fact.clone() });
        }
        if let Some(Undo::Kind(kind)) = &entry.undo {
            name(kind)?;
        }
        let needs = self.needs(&id, entry.needs)?;
        let timeout = entry.timeout.0;
        Ok(Step {
            stage: self.stage(&id, &needs, entry.status)?,
            retry: entry.retry.map_or(Ok(Retry::once()), |tries| tries.read(&id, timeout))?,
            undo: entry.undo.and_then(|undo| undo.kind(&work)),
            who: entry.who.unwrap_or(match work {
                Work::Run(_) => Party::System,
                Work::Await(_) => Party::Client,
            }),
            on_timeout: if entry.optional { Lapse::Skip } else { entry.on_timeout },
            optional: entry.optional,
            when: entry.when,
            id,
            work,
            needs,
            timeout,
        })
    }

    fn work(
        &self,
        id: &StepId,
        uses: Option<String>,
        signal: Option<String>,
    ) -> Result<Work, Invalid> {
        match (uses, signal) {
            (Some(kind), None) => name(&kind).map(|()| Work::Run(kind)),
            (None, Some(signal)) if self.awaiting(&signal).is_some() => Err(Invalid::Twice(signal)),
            (None, Some(signal)) => name(&signal).map(|()| Work::Await(signal)),
            (Some(_), Some(_)) | (None, None) => Err(Invalid::Work(id.clone())),
        }
    }

    /// The needs as written, or the step before; each of them a step before.
    fn needs(&self, id: &StepId, written: Option<Vec<StepId>>) -> Result<Vec<StepId>, Invalid> {
        let before = || self.steps.last().map(|last| last.id.clone());
        let needs = written.unwrap_or_else(|| before().into_iter().collect());
        match needs.iter().find(|need| self.step(need.as_str()).is_none()) {
            Some(need) => Err(Invalid::Need { step: id.clone(), need: need.clone() }),
            None => Ok(needs),
        }
    }

    /// The stage as written, or the one that the needs have reached.
    fn stage(
        &self,
        id: &StepId,
        needs: &[StepId],
        written: Option<Stage>,
    ) -> Result<Stage, Invalid> {
        let before = self.steps.iter().filter(|step| needs.contains(&step.id));
        let reached = before.map(|step| step.stage).max().unwrap_or_default();
        let stage = written.unwrap_or(reached);
        if stage < reached { Err(Invalid::Backwards(id.clone())) } else { Ok(stage) }
    }
}

impl Tries {
    fn read(self, id: &StepId, timeout: Duration) -> Result<Retry, Invalid> {
        let Self { max, first, factor, cap } = self;
        if !(1..=100).contains(&max) || !(1..=10).contains(&factor) {
            return Err(Invalid::Retry(id.clone()));
        }
        Ok(Retry { max, first: first.0, factor, cap: cap.map_or(timeout, |cap| cap.0) })
    }
}

impl Undo {
    fn kind(self, work: &Work) -> Option<String> {
        match (self, work) {
            (Self::Kind(kind), _) => Some(kind),
            (Self::Same(true), Work::Run(kind)) => Some(kind.clone()),
            (Self::Same(_), _) => None,
        }
    }
}

/// Makes sure that a text can name something in a journey.
fn name(text: &str) -> Result<(), Invalid> {
    let within = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-' || c == b'_';
    let sound = text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(within);
    if sound { Ok(()) } else { Err(Invalid::Name(text.to_owned())) }
}
