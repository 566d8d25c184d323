//! How long each call took, and which failed.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

/// How many failures are told in words.
const TOLD: usize = 5;

/// What was measured, by the name of the call.
#[derive(Default)]
pub(crate) struct Tally {
    measures: Mutex<BTreeMap<&'static str, Measure>>,
    failures: Mutex<Vec<String>>,
    paused: AtomicBool,
}

#[derive(Default)]
struct Measure {
    took: Vec<Duration>,
    errors: usize,
}

/// One kind of call in figures, in milliseconds.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    #[serde(skip)]
    pub(crate) name: &'static str,
    pub(crate) count: usize,
    pub(crate) errors: usize,
    pub(crate) p50: f64,
    pub(crate) p99: f64,
    pub(crate) most: f64,
}

impl Tally {
    /// Records a success, unless it is paused.
    pub(crate) fn took(&self, name: &'static str, span: Duration) {
        if !self.paused.load(Ordering::Relaxed) {
            self.measures.lock().unwrap().entry(name).or_default().took.push(span);
        }
    }

    /// Records a failure, paused or not: none may be overlooked.
    pub(crate) fn failed(&self, name: &'static str, why: &str) {
        self.measures.lock().unwrap().entry(name).or_default().errors += 1;
        let mut failures = self.failures.lock().unwrap();
        if failures.len() < TOLD {
            failures.push(format!("{name}: {why}"));
        }
    }

    /// Measures nothing for a while: the platform warms up, or the time is over.
    pub(crate) fn pause(&self, paused: bool) {
        self.paused.store(paused, Ordering::Relaxed);
    }

    /// How often something succeeded.
    pub(crate) fn count(&self, name: &str) -> usize {
        self.measures.lock().unwrap().get(name).map_or(0, |measure| measure.took.len())
    }

    /// How many calls failed.
    pub(crate) fn errors(&self) -> usize {
        self.measures.lock().unwrap().values().map(|measure| measure.errors).sum()
    }

    /// The first failures, in words.
    pub(crate) fn failures(&self) -> Vec<String> {
        self.failures.lock().unwrap().clone()
    }

    /// Everything in figures.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let measures = self.measures.lock().unwrap();
        measures.iter().map(|(name, measure)| line(name, measure)).collect()
    }

    /// Everything in figures, by name.
    pub(crate) fn json(&self) -> Value {
        self.lines().into_iter().map(|line| (line.name.to_owned(), json!(line))).collect()
    }
}

/// The `share` of the sorted spans that took no longer than this, in milliseconds.
pub(crate) fn percentile(sorted: &[Duration], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place among some thousands"
    )]
    let place = (last as f64 * share).ceil() as usize;
    millis(sorted[place])
}

/// Milliseconds, to a tenth.
pub(crate) fn millis(span: Duration) -> f64 {
    (span.as_secs_f64() * 10_000.0).round() / 10.0
}

fn line(name: &'static str, measure: &Measure) -> Line {
    let mut sorted = measure.took.clone();
    sorted.sort_unstable();
    Line {
        name,
        count: sorted.len(),
        errors: measure.errors,
        p50: percentile(&sorted, 0.5),
        p99: percentile(&sorted, 0.99),
        most: percentile(&sorted, 1.0),
    }
}
