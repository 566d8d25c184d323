//! What a process tells about itself: its log, and where it is told to, its traces.
//!
//! Logs are readable lines or JSON on standard error; every line of a journey carries its uuid, and that
//! of its trace. Traces go out by OTLP over HTTP. They are made of spans of their own, apart from the log:
//! nothing is exported but what stands in those, and without a collector they cost nothing.

mod export;

use std::fmt::Display;
use std::io::IsTerminal as _;
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::trace::{TraceContextExt as _, TracerProvider as _};
use opentelemetry_sdk::trace::SdkTracerProvider;
use parvis_outbox::trace::TARGET;
pub use parvis_outbox::trace::traceparent;
use tracing::Subscriber;
use tracing::field::display;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer, registry};

use crate::StartError;
use crate::settings::Shared;

/// How long the last spans of a stopping process may take to reach the collector.
const LAST: Duration = Duration::from_secs(2);

/// Where lapin logs returned messages, with their bodies.
const RETURNED: &str = "lapin::returned_messages";

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// The telemetry of a process, to be ended last.
#[derive(Debug)]
#[must_use = "the last spans are lost unless it is ended"]
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
}

/// Starts logging as `shared.log` says, and the export of traces where `shared.otlp_url` names a collector.
/// `process` is the name of the process, such as `vat`.
///
/// A second call changes nothing: the process has one log and one way for its traces.
pub fn start(process: &str, shared: &Shared) -> Result<Telemetry, StartError> {
    if shared.otlp_url.is_empty() {
        log(&shared.log, shared.log_format);
        return Ok(Telemetry { traces: None });
    }
    let provider = export::provider(process, shared)?;
    let spans = Targets::new().with_target(TARGET, LevelFilter::INFO);
    let traces = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("parvis"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_level(false)
        .with_tracked_inactivity(false);
    let both = registry()
        .with(lines(shared.log_format).with_filter(filter(&shared.log)))
        .with(traces.with_filter(spans))
        .try_init();
    Ok(Telemetry { traces: both.is_ok().then_some(provider) })
}

/// Starts logging alone; `directives` is a list such as `info,parvis_vat=debug`.
pub fn log(directives: &str, format: LogFormat) {
    // Fails only where logging has been started before.
    registry().with(filter(directives)).with(lines(format)).try_init().ok();
}

fn lines<S>(format: LogFormat) -> Box<dyn Layer<S> + Send + Sync>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match format {
        LogFormat::Text => lines.compact().boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    }
}

/// What is logged: the spans of traces never are, nor what the broker's client says of a returned message,
/// since it says the whole of it.
fn filter(directives: &str) -> Targets {
    let asked = directives.parse();
    asked
        .unwrap_or_else(|_| Targets::new().with_default(LevelFilter::INFO))
        .with_target(TARGET, LevelFilter::OFF)
        .with_target(RETURNED, LevelFilter::OFF)
}

impl Telemetry {
    /// Sends the last spans, within two seconds. Call it when all else has ended.
    pub async fn end(self) {
        let Some(traces) = self.traces else { return };
        let send = tokio::task::spawn_blocking(move || traces.shutdown_with_timeout(LAST));
        if !matches!(send.await, Ok(Ok(()))) {
            tracing::warn!("the last spans did not reach the collector");
        }
    }
}

/// Names the onboarding that the request at hand turned out to belong to, in its log lines and its trace.
pub fn belongs_to(uuid: impl Display) {
    tracing::Span::current().record("uuid", display(&uuid));
    opentelemetry::Context::map_current(|context| {
        if context.has_active_span() {
            context.span().set_attribute(KeyValue::new("parvis.onboarding", uuid.to_string()));
        }
    });
}

#[cfg(test)]
mod tests {
    use std::io::{Seek as _, SeekFrom};
    use std::sync::Arc;

    use super::*;

    #[test]
    fn a_returned_message_is_never_logged_however_much_is() {
        for directives in ["trace", "lapin=trace", "info,lapin::returned_messages=warn"] {
            let mut file = tempfile::tempfile().unwrap();
            let lines = tracing_subscriber::fmt::layer()
                .with_writer(Arc::new(file.try_clone().unwrap()))
                .with_filter(filter(directives));
            tracing::subscriber::with_default(registry().with(lines), || {
                tracing::warn!(target: RETURNED, "somebody@example.com");
                tracing::error!(target: "lapin::channel", "closed");
            });
            file.seek(SeekFrom::Start(0)).unwrap();
            let logged = std::io::read_to_string(file).unwrap();
            assert!(!logged.contains("somebody"), "{directives}: {logged}");
            assert!(logged.contains("closed"), "{directives}: {logged}");
        }
    }
}
