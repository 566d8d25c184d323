//! Calls to systems that are not ours: time limits, no redirects, a cap on what they may answer.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use parvis_outbox::trace::{TARGET, fail};
use reqwest::{Client, ClientBuilder, Response, redirect};
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

use crate::metrics::{Metrics, Outcome};

/// Connections to one system that are kept for its next calls.
const IDLE: usize = 4;

/// Why a foreign system gave no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum UpstreamError {
    /// No connection, no answer in time, or it broke off.
    #[error("no answer: {0}")]
    Away(#[from] reqwest::Error),
    /// It answered more than is sensible.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}

/// A system that is called, under the name by which an operator knows it.
#[derive(Debug, Clone)]
pub struct Upstream {
    name: Cow<'static, str>,
    metrics: Metrics,
}

impl Upstream {
    /// The system `name`, whose calls are measured in `metrics`. The name stands in traces and metrics; what
    /// is called, and with what, stands in neither.
    pub fn new(name: impl Into<Cow<'static, str>>, metrics: Metrics) -> Self {
        Self { name: name.into(), metrics }
    }

    /// Makes a call: it is traced and measured.
    pub async fn call<T, E>(&self, call: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let begun = self.begin();
        let result = call.instrument(begun.span()).await;
        begun.end(&result);
        result
    }

    /// A call begins; what belongs to it is done within its span.
    pub fn begin(&self) -> Begun {
        let (upstream, since) = (self.clone(), Instant::now());
        Begun { span: self.span(), upstream, since, outcome: Outcome::Abandoned }
    }

    fn span(&self) -> Span {
        tracing::info_span!(
            target: TARGET, "upstream",
            otel.kind = "client",
            otel.name = format!("upstream {}", self.name),
            otel.status_code = Empty,
            error.type = Empty,
            parvis.service = self.metrics.service(),
            parvis.upstream = &*self.name,
        )
    }
}

/// A call that has begun. Dropped before it has ended, it counts as abandoned.
#[derive(Debug)]
pub struct Begun {
    upstream: Upstream,
    span: Span,
    since: Instant,
    outcome: Outcome,
}

impl Begun {
    /// The span of the call.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// The call has ended in this way.
    pub fn end<T, E>(mut self, result: &Result<T, E>) {
        self.outcome = if result.is_ok() {
            Outcome::Answered
        } else {
            fail(&self.span, "failed");
            Outcome::Failed
        };
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let Upstream { name, metrics } = &self.upstream;
        metrics.call(name.clone(), self.outcome, self.since.elapsed());
    }
}

/// A client for foreign systems, which answer within `limit` or not at all.
pub fn client(limit: Duration) -> Result<Client, UpstreamError> {
    Ok(builder(limit).build()?)
}

/// What every client has in common.
pub(crate) fn builder(limit: Duration) -> ClientBuilder {
    Client::builder()
        .timeout(limit)
        .connect_timeout(limit.min(Duration::from_secs(3)))
        // A connection keeps a buffer as large as its largest answers.
        .pool_max_idle_per_host(IDLE)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .user_agent("parvis")
}

/// The body of an answer, at most `most` bytes.
pub async fn body(mut response: Response, most: usize) -> Result<Vec<u8>, UpstreamError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > most {
            return Err(UpstreamError::TooLarge(most));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
