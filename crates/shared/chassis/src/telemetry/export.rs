//! The way of spans to the collector: OTLP over HTTP, in batches, from a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry::KeyValue;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracerProvider,
};
use tokio::runtime::Handle;

use crate::settings::{Mode, Shared};
use crate::{StartError, upstream};

/// How long a span waits for others that travel with it.
const PAUSE: Duration = Duration::from_secs(1);
/// How long the collector may take.
const LIMIT: Duration = Duration::from_secs(5);

/// Makes spans that go to the collector at `shared.otlp_url`. Every request is sampled, whatever a caller
/// says: nobody can hide his calls.
pub(super) fn provider(process: &str, shared: &Shared) -> Result<SdkTracerProvider, StartError> {
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Courier::new()?)
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(format!("{}/v1/traces", shared.otlp_url.trim_end_matches('/')))
        .with_timeout(LIMIT)
        .build()
        .map_err(StartError::other)?;
    let pace = BatchConfigBuilder::default().with_scheduled_delay(PAUSE).build();
    let batches = BatchSpanProcessor::builder(exporter).with_batch_config(pace).build();
    let provider = SdkTracerProvider::builder()
        .with_sampler(Sampler::AlwaysOn)
        .with_resource(resource(process, shared.mode))
        .with_span_processor(batches);
    Ok(provider.build())
}

/// Who speaks, in the words of the semantic conventions.
fn resource(process: &str, mode: Mode) -> Resource {
    let name = if process == "parvis" { process.to_owned() } else { format!("parvis-{process}") };
    let environment = match mode {
        Mode::Production => "production",
        Mode::Development => "development",
    };
    Resource::builder_empty()
        .with_service_name(name)
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .with_attribute(KeyValue::new("deployment.environment.name", environment))
        .build()
}

/// Carries batches from the exporter's thread, which has no runtime, by the runtime of the process.
#[derive(Debug)]
struct Courier {
    client: reqwest::Client,
    runtime: Handle,
    /// Whether the last batch was lost, so that a collector that is away is told of once.
    lost: Arc<AtomicBool>,
}

impl Courier {
    fn new() -> Result<Self, StartError> {
        let client = upstream::client(LIMIT).map_err(StartError::other)?;
        Ok(Self { client, runtime: Handle::current(), lost: Arc::default() })
    }

    fn tell(&self, arrived: bool) {
        match (self.lost.swap(!arrived, Ordering::Relaxed), arrived) {
            (false, false) => tracing::warn!("traces do not reach the collector"),
            (true, true) => tracing::info!("traces reach the collector again"),
            (true, false) | (false, true) => {}
        }
    }
}

#[async_trait]
impl HttpClient for Courier {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let client = self.client.clone();
        let sent = self.runtime.spawn(async move { client.send_bytes(request).await }).await;
        let answer = sent.map_err(HttpError::from).flatten();
        self.tell(answer.as_ref().is_ok_and(|answer| answer.status().is_success()));
        answer
    }
}
