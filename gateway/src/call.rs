//! A call to a service: traced, measured, and on the trace of the request that it is made for.

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use parvis_chassis::telemetry::traceparent;
use parvis_chassis::upstream::Upstream;
use tracing::Instrument as _;

use crate::error::Error;
use crate::upstream::{Answer, Call};
use crate::worker::Worker;

/// Carries the trace on (W3C Trace Context).
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

impl Worker {
    /// Sends a request to a service and waits for the head of its answer.
    pub(crate) async fn send(
        &self,
        service: &'static str,
        mut call: Call,
    ) -> Result<Answer, Error> {
        let begun = Upstream::new(service, self.metrics.clone()).begin();
        begun.span().in_scope(|| carry_on(call.request.headers_mut()));
        let answer = self.upstreams.send(service, call).instrument(begun.span()).await;
        begun.end(&answer);
        answer
    }
}

fn carry_on(headers: &mut HeaderMap) {
    if let Some(value) = traceparent().and_then(|text| HeaderValue::try_from(text).ok()) {
        headers.insert(TRACEPARENT, value);
    }
}
