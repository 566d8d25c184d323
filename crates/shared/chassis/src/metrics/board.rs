//! What is seen only by looking: a look is taken when somebody asks, and remembered for a while.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::gauge::ConstGauge;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::catalogue::{self, Metric};

/// How long a look may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// One value that was seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    metric: Metric,
    state: Option<&'static str>,
    value: f64,
}

impl Seen {
    /// A number of things.
    pub fn count(metric: Metric, count: u64) -> Self {
        // What is looked up is a small number.
        Self { metric, state: None, value: f64::from(u32::try_from(count).unwrap_or(u32::MAX)) }
    }

    /// A span of time.
    pub const fn span(metric: Metric, span: Duration) -> Self {
        Self { metric, state: None, value: span.as_secs_f64() }
    }

    /// The same, of things in this state.
    #[must_use]
    pub const fn of(self, state: &'static str) -> Self {
        Self { state: Some(state), ..self }
    }
}

type Eye = Box<dyn Fn() -> BoxFuture<'static, Result<Vec<Seen>, String>> + Send + Sync>;

/// One way to look.
pub(super) struct Look {
    every: Duration,
    eye: Eye,
    last: Mutex<Option<Instant>>,
    seen: RwLock<Vec<Seen>>,
}

impl Look {
    pub(super) fn new<F, E>(every: Duration, eye: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Vec<Seen>, E>> + Send + 'static,
        E: fmt::Display + 'static,
    {
        let eye: Eye = Box::new(move || eye().map(|seen| seen.map_err(|e| e.to_string())).boxed());
        Self { every, eye, last: Mutex::default(), seen: RwLock::default() }
    }

    /// Looks again, unless it was looked a moment ago.
    pub(super) async fn refresh(&self, service: &'static str) {
        let mut last = self.last.lock().await;
        if last.is_some_and(|at| at.elapsed() < self.every) {
            return;
        }
        let seen = timeout(PATIENCE, (self.eye)()).await;
        let seen = seen.unwrap_or_else(|_| Err("it took too long".to_owned()));
        let seen = seen.unwrap_or_else(|error| {
            tracing::warn!(service, error, "some numbers are not known now");
            Vec::new()
        });
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = seen;
        *last = Some(Instant::now());
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// All looks of a part.
#[derive(Default)]
pub(super) struct Board(RwLock<Vec<Arc<Look>>>);

impl Board {
    pub(super) fn add(&self, look: Look) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).push(Arc::new(look));
    }

    pub(super) fn looks(&self) -> Vec<Arc<Look>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Board").finish_non_exhaustive()
    }
}

impl Collector for Board {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let seen: Vec<_> = self.looks().iter().flat_map(|look| look.seen()).collect();
        for metric in catalogue::ALL {
            let of_metric: Vec<_> = seen.iter().filter(|seen| seen.metric == metric).collect();
            if of_metric.is_empty() {
                continue;
            }
            let (name, means) = (metric.name, metric.means);
            let mut values = encoder.encode_descriptor(name, means, None, MetricType::Gauge)?;
            for one in of_metric {
                let labels: Vec<_> = one.state.map(|state| ("state", state)).into_iter().collect();
                ConstGauge::new(one.value).encode(values.encode_family(&labels)?)?;
            }
        }
        Ok(())
    }
}
