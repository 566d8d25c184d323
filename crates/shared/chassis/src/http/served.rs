//! One request as it is watched: the span of its trace, and the time that it took.

use std::borrow::Cow;
use std::time::Instant;

use actix_web::dev::ServiceRequest;
use actix_web::web;
use parvis_outbox::trace::{TARGET, fail, follow};
use tracing::Span;
use tracing::field::Empty;

use super::Surface;
use crate::metrics::Metrics;
use crate::metrics::labels::{RequestLabels, class, method};

/// The route of a request that nobody serves.
const UNKNOWN: &str = "unknown";
/// The status of a request for whose answer nobody waited.
const GONE: &str = "gone";

/// A request that is being served. Dropped before it has ended, it counts as one that nobody waited for.
pub(crate) struct Served {
    span: Span,
    verb: &'static str,
    route: Option<String>,
    status: &'static str,
    since: Instant,
    /// Where it is counted; a look of the operator's machines at how the process is counts nowhere.
    metrics: Option<Metrics>,
}

impl Served {
    /// Begins to watch.
    pub(crate) fn begin(request: &ServiceRequest) -> Self {
        let surface = request.app_data::<web::Data<Surface>>();
        let surface = surface.filter(|_| !is_look(request.path()));
        let (verb, route) = (method(request.method()), request.match_pattern());
        let span = surface.map_or_else(Span::none, |s| span(s.service, verb, route.as_deref()));
        let traceparent = request.headers().get("traceparent").and_then(|h| h.to_str().ok());
        follow(&span, traceparent);
        let metrics = surface.map(|surface| surface.metrics.clone());
        Self { span, verb, route, status: GONE, since: Instant::now(), metrics }
    }

    /// The span of the trace.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// The pattern that matched.
    pub(crate) fn route(&self) -> Option<&str> {
        self.route.as_deref()
    }

    /// The head of the answer is known.
    pub(crate) fn end(mut self, status: u16) {
        self.status = class(status);
        self.span.record("http.response.status_code", status);
        if status >= 500 {
            fail(&self.span, self.status);
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let Some(metrics) = &self.metrics else { return };
        let route = self.route.take().map_or(Cow::Borrowed(UNKNOWN), Cow::Owned);
        let labels = RequestLabels { method: self.verb, route, status: self.status };
        metrics.request(&labels, self.since.elapsed());
    }
}

/// The span of serving a request. The path stands nowhere: it may be a signer's link.
fn span(service: &str, verb: &str, route: Option<&str>) -> Span {
    tracing::info_span!(
        target: TARGET, "request",
        otel.kind = "server",
        otel.name = route.map_or_else(|| verb.to_owned(), |route| format!("{verb} {route}")),
        otel.status_code = Empty,
        error.type = Empty,
        parvis.service = service,
        http.request.method = verb,
        http.route = route,
        http.response.status_code = Empty,
    )
}

/// Whether it is asked how the process is.
pub(crate) fn is_look(path: &str) -> bool {
    path == "/metrics" || path == "/health" || path.starts_with("/health/")
}
