//! From the text of a journey, in TOML, to a sound definition.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::span::Span;
use super::{Definition, Lapse, Party, Retry, Stage, Step, StepId, Work};

/// Why a text is no journey definition.
#[derive(Debug, thiserror::Error)]
pub enum Invalid {
    /// It is not TOML, or not of a definition's form; the message tells the line.
    #[error("{0}")]
    Text(#[from] toml::de::Error),
    /// A name is something other than 1 to 40 lower-case letters, digits, `-` and `_`, or begins with another than a letter.
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
        let mut read = Self {
            name: named(document.name)?,
            version: document.version,
            sha256: format!("{:x}", Sha256::digest(text)),
            facts: document.facts.into_iter().map(named).collect::<Result<_, _>>()?,
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
        let id = StepId::from(named(entry.id.as_str().to_owned())?.as_str());
        if self.step(id.as_str()).is_some() {
            return Err(Invalid::Twice(id.as_str().to_owned()));
        }
        let work = self.work(&id, entry.uses, entry.signal)?;
        if matches!(work, Work::Await(_)) && (entry.retry.is_some() || entry.undo.is_some()) {
            return Err(Invalid::Idle(id));
        }
        if let Some(fact) = entry.when.as_ref().filter(|fact| !self.facts.contains(*fact)) {
            return Err(Invalid::Fact { step: id, fact: fact.clone() });
        }
        let needs = self.needs(&id, entry.needs)?;
        let (timeout, optional) = (entry.timeout.0, entry.optional);
        Ok(Step {
            stage: self.stage(&id, &needs, entry.status)?,
            retry: retry(&id, entry.retry, timeout)?,
            undo: undo(entry.undo, &work)?,
            who: entry.who.unwrap_or(match work {
                Work::Run(_) => Party::System,
                Work::Await(_) => Party::Client,
            }),
            on_timeout: if optional { Lapse::Skip } else { entry.on_timeout },
            when: entry.when,
            id,
            work,
            needs,
            timeout,
            optional,
        })
    }

    fn work(
        &self,
        id: &StepId,
        uses: Option<String>,
        signal: Option<String>,
    ) -> Result<Work, Invalid> {
        match (uses, signal) {
            (Some(kind), None) => Ok(Work::Run(named(kind)?)),
            (None, Some(signal)) if self.awaiting(&signal).is_some() => Err(Invalid::Twice(signal)),
            (None, Some(signal)) => Ok(Work::Await(named(signal)?)),
            (Some(_), Some(_)) | (None, None) => Err(Invalid::Work(id.clone())),
        }
    }

    /// The needs as written, or the step before, each of them a step before.
    fn needs(&self, id: &StepId, written: Option<Vec<StepId>>) -> Result<Vec<StepId>, Invalid> {
        let needs = written
            .unwrap_or_else(|| self.steps.last().map(|last| last.id.clone()).into_iter().collect());
        match needs.iter().find(|need| self.step(need.as_str()).is_none()) {
            Some(need) => Err(Invalid::Need { step: id.clone(), need: need.clone() }),
            None => Ok(needs),
        }
    }

    /// The stage as written, or the one that its needs have reached.
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

    /// The step that waits for this signal, if there is one.
    pub fn awaiting(&self, signal: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.signal() == Some(signal))
    }
}

fn retry(id: &StepId, written: Option<Tries>, timeout: Duration) -> Result<Retry, Invalid> {
    let Some(Tries { max, first, factor, cap }) = written else {
        return Ok(Retry { max: 1, first: Duration::from_secs(1), factor: 2, cap: timeout });
    };
    if !(1..=100).contains(&max) || !(1..=10).contains(&factor) {
        return Err(Invalid::Retry(id.clone()));
    }
    Ok(Retry { max, first: first.0, factor, cap: cap.map_or(timeout, |cap| cap.0) })
}

fn undo(written: Option<Undo>, work: &Work) -> Result<Option<String>, Invalid> {
    match (written, work) {
        (Some(Undo::Kind(kind)), _) => named(kind).map(Some),
        (Some(Undo::Same(true)), Work::Run(kind)) => Ok(Some(kind.clone())),
        (Some(Undo::Same(_)) | None, _) => Ok(None),
    }
}

fn named(text: String) -> Result<String, Invalid> {
    let within = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-' || c == b'_';
    let sound = text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(within);
    if sound { Ok(text) } else { Err(Invalid::Name(text)) }
}
