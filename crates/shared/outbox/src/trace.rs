//! The trace that the task at hand belongs to, carried on by messages and by leased work (W3C Trace
//! Context). Where traces go nowhere, nothing is carried and nothing is made.

use opentelemetry::Context;
use opentelemetry::propagation::{Extractor, Injector, TextMapPropagator as _};
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::field::Empty;
use tracing::{Span, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::store;
use crate::work::Job;

/// The target of the spans that become traces. They are no part of the log, and no other span or event
/// is exported: what a collector sees is what stands in such a span.
pub const TARGET: &str = "parvis_trace";

/// The header and the attribute that carry a trace on.
const TRACEPARENT: &str = "traceparent";

/// What carries the trace at hand on: the `traceparent` of its innermost span.
pub fn traceparent() -> Option<String> {
    if !Context::map_current(Context::has_active_span) {
        return None;
    }
    let mut carried = Carried(None);
    TraceContextPropagator::new().inject_context(&Context::current(), &mut carried);
    carried.0
}

/// The id of the trace at hand, 32 hexadecimal digits.
pub fn trace_id() -> Option<String> {
    Context::map_current(|context| {
        context.has_active_span().then(|| context.span().span_context().trace_id().to_string())
    })
}

/// Makes `span` a child of the span that `traceparent` names, when it names one.
pub fn follow(span: &Span, traceparent: Option<&str>) {
    let Some(parent) = traceparent.filter(|_| !span.is_disabled()) else { return };
    let carried = Carried(Some(parent.to_owned()));
    let context = TraceContextPropagator::new().extract_with_context(&Context::new(), &carried);
    // Refused only for a span that has begun, and this one has not been entered yet.
    span.set_parent(context).ok();
}

/// Says that what `span` stands for did not succeed.
pub fn fail(span: &Span, kind: &str) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", kind);
}

/// The span of handling a message: a child of the one in which it was said.
pub(crate) fn of_message(
    service: &str,
    row: &store::inbox::Model,
    (traceparent, uuid): (Option<&str>, Option<&str>),
) -> Span {
    let span = info_span!(
        target: TARGET, "message",
        otel.kind = "consumer",
        otel.name = format!("process {}", row.kind),
        otel.status_code = Empty,
        error.type = Empty,
        parvis.service = service,
        parvis.onboarding = uuid,
        messaging.system = "parvis",
        messaging.operation.type = "process",
        messaging.message.id = row.id,
    );
    follow(&span, traceparent);
    span
}

/// The span of a piece of work: a child of the one in which it was ordered.
pub(crate) fn of_work(service: &str, job: &Job) -> Span {
    let span = info_span!(
        target: TARGET, "work",
        otel.name = format!("work {}", job.kind),
        otel.status_code = Empty,
        error.type = Empty,
        parvis.service = service,
        parvis.onboarding = job.correlation,
        parvis.attempt = job.attempt,
    );
    follow(&span, job.traceparent.as_deref());
    span
}

/// One `traceparent` on its way in or out. What a vendor adds to it is not carried.
struct Carried(Option<String>);

impl Injector for Carried {
    fn set(&mut self, key: &str, value: String) {
        if key == TRACEPARENT {
            self.0 = Some(value);
        }
    }
}

impl Extractor for Carried {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.as_deref().filter(|_| key == TRACEPARENT)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}
