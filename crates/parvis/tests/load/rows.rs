//! The rows: each ends as a line of JSON, and says whether it held what it promises.

mod journeys;
mod latency;
mod million;
mod relay;
mod replicas;
mod revocations;
mod scaling;
mod start;

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use parvis_testkit::OwnServers;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::machine;
use crate::options::Options;

/// What a row came to.
#[derive(Serialize)]
pub(crate) struct Row {
    #[serde(rename = "row")]
    name: &'static str,
    #[serde(flatten)]
    figures: Map<String, Value>,
    /// Of the last minute: beyond the number of cores the machine had other things to do.
    load_average: f64,
    /// What was promised and did not hold.
    missed: Vec<String>,
    ok: bool,
}

/// Where a row is measured, and how long.
pub(crate) struct Setting<'a> {
    pub(crate) options: &'a Options,
    pub(crate) backends: &'a OwnServers,
}

type Run = for<'a> fn(&'a Setting<'a>) -> LocalBoxFuture<'a, Vec<Row>>;

const ROWS: [(&str, Run); 8] = [
    ("journeys", |s| journeys::run(s).boxed_local()),
    ("scaling", |s| scaling::run(s).boxed_local()),
    ("replicas", |s| replicas::run(s).boxed_local()),
    ("relay", |s| relay::run(s).boxed_local()),
    ("latency", |s| latency::run(s).boxed_local()),
    ("start", |s| start::run(s).boxed_local()),
    ("million", |s| million::run(s).boxed_local()),
    ("revocations", |s| revocations::run(s).boxed_local()),
];

/// Runs what was asked for; whether every row held what it promises.
pub(crate) async fn run(options: &Options) -> bool {
    let backends = OwnServers::found();
    let setting = Setting { options, backends: &backends };
    let mut all_held = true;
    for (name, run) in ROWS {
        if options.wants(name) {
            for row in run(&setting).await {
                all_held &= row.ok;
                println!("{}", serde_json::to_string(&row).unwrap());
            }
        }
    }
    all_held
}

impl Row {
    pub(crate) fn new(name: &'static str) -> Self {
        let load_average = round(machine::load_average());
        Self { name, figures: Map::new(), load_average, missed: Vec::new(), ok: true }
    }

    /// Adds a figure.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, figure: impl Into<Value>) -> Self {
        self.figures.insert(name.to_owned(), figure.into());
        self
    }

    /// Adds a promise.
    #[must_use]
    pub(crate) fn and(mut self, holds: bool, otherwise: impl Into<String>) -> Self {
        if !holds {
            self.missed.push(otherwise.into());
            self.ok = false;
        }
        self
    }
}

/// Two digits after the point are enough for any figure.
pub(crate) fn round(figure: f64) -> f64 {
    (figure * 100.0).round() / 100.0
}

/// How many in a second.
#[expect(clippy::cast_precision_loss, reason = "counts of some thousands")]
pub(crate) fn rate(count: usize, span: std::time::Duration) -> f64 {
    round(count as f64 / span.as_secs_f64())
}
