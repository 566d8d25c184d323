//! Logs: readable lines or JSON on standard error. Every line of a journey carries its uuid.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

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

/// Starts logging; `filter` is a directive list such as `info,parvis_vat=debug`.
///
/// A second call changes nothing: the process has one log.
pub fn start(filter: &str, format: LogFormat) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // Fails only where logging has been started before.
    match format {
        LogFormat::Text => registry.with(lines.compact()).try_init().ok(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).try_init().ok(),
    };
}
