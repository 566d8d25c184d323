//! What a part of the platform counts and measures, as Prometheus reads it at `/metrics`.
//!
//! Each part has its own numbers, also where several share a process. What stands in tables is looked up
//! when it is asked for, and not more often than makes sense.

mod board;
pub mod catalogue;
pub(crate) mod labels;
mod page;
mod waiting;

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Metric as Registered, Registry};

pub use board::Seen;
use board::{Board, Look};
use catalogue::Metric;
use labels::{BuildLabels, CallLabels, RequestLabels};
pub(crate) use page::page;
pub use page::server;
pub(crate) use waiting::watch;

use crate::Mode;

/// The upper bounds of the buckets in which times are counted, in seconds.
const BUCKETS: [f64; 13] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

type Times<L> = Family<L, Histogram, fn() -> Histogram>;

/// The numbers of one part of the platform; clones share them.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    service: &'static str,
    registry: Registry,
    requests: Times<RequestLabels>,
    calls: Times<CallLabels>,
    board: Arc<Board>,
}

/// How a call to another system ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// With an answer.
    Answered,
    /// Without a usable one.
    Failed,
    /// The caller stopped waiting.
    Abandoned,
}

impl Metrics {
    /// The numbers of the part `service`, all of them at nothing.
    pub fn new(service: &'static str, mode: Mode) -> Self {
        let of_service = (Cow::Borrowed("service"), Cow::Borrowed(service));
        let mut registry = Registry::with_labels([of_service].into_iter());
        let times: fn() -> Histogram = || Histogram::new(BUCKETS);
        let requests = Times::new_with_constructor(times);
        let calls = Times::new_with_constructor(times);
        let build = Family::<BuildLabels, Gauge>::default();
        build.get_or_create(&BuildLabels::of(mode)).set(1);
        register(&mut registry, &catalogue::BUILD, build);
        register(&mut registry, &catalogue::REQUESTS, requests.clone());
        register(&mut registry, &catalogue::CALLS, calls.clone());
        let board = Arc::new(Board::default());
        registry.register_collector(Box::new(board.clone()));
        Self(Arc::new(Inner { service, registry, requests, calls, board }))
    }

    /// The part whose numbers they are.
    pub fn service(&self) -> &'static str {
        self.0.service
    }

    /// Adds a look at what can only be seen by looking: it is taken when somebody asks for the numbers,
    /// at most once in `every`. While it fails, what it looks for is left out.
    pub fn look<F, E>(&self, every: Duration, look: impl Fn() -> F + Send + Sync + 'static)
    where
        F: Future<Output = Result<Vec<Seen>, E>> + Send + 'static,
        E: fmt::Display + 'static,
    {
        self.0.board.add(Look::new(every, look));
    }

    /// All numbers in the text form of `OpenMetrics` 1.0.
    pub async fn text(&self) -> String {
        join_all(self.0.board.looks().iter().map(|look| look.refresh(self.service()))).await;
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &self.0.registry) {
            tracing::error!(service = self.service(), %error, "the numbers can't be written");
        }
        text
    }

    pub(crate) fn request(&self, labels: &RequestLabels, took: Duration) {
        self.0.requests.get_or_create(labels).observe(took.as_secs_f64());
    }

    pub(crate) fn call(&self, upstream: Cow<'static, str>, outcome: Outcome, took: Duration) {
        let labels = CallLabels { upstream, outcome: outcome.word() };
        self.0.calls.get_or_create(&labels).observe(took.as_secs_f64());
    }
}

impl Outcome {
    const fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Failed => "failed",
            Self::Abandoned => "abandoned",
        }
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Metrics").field(&self.0.service).finish()
    }
}

fn register(registry: &mut Registry, metric: &Metric, counted: impl Registered) {
    registry.register(metric.name, metric.means, counted);
}
