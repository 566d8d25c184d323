//! A collector of traces: OTLP over HTTP, as the standard has it, kept in memory.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::web::{Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use parvis_chassis::Tasks;
use parvis_chassis::http::serve;
use parvis_chassis::key::hex;
use prost::Message as _;

/// A span as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    /// The `service.name` of the process that sent it.
    pub(crate) process: String,
    pub(crate) name: String,
    /// Hexadecimal, as in `traceparent`.
    pub(crate) trace: String,
    pub(crate) id: String,
    pub(crate) parent: String,
    /// What a vendor adds; nobody here does.
    pub(crate) state: String,
    pub(crate) failed: bool,
    pub(crate) attributes: BTreeMap<String, String>,
}

impl Span {
    /// The part of the platform that made it.
    pub(crate) fn service(&self) -> &str {
        self.attributes.get("parvis.service").map_or("", String::as_str)
    }
}

/// What arrived.
#[derive(Default)]
struct Arrived {
    spans: Vec<Span>,
    bytes: Vec<u8>,
}

/// A running collector.
pub(crate) struct Collector {
    pub(crate) url: String,
    arrived: Arc<Mutex<Arrived>>,
    tasks: Tasks,
}

impl Collector {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let arrived = Arc::new(Mutex::new(Arrived::default()));
        let kept = Data::from(arrived.clone());
        let app = move || {
            App::new()
                .app_data(kept.clone())
                .app_data(web::PayloadConfig::new(64 * 1024 * 1024))
                .route("/v1/traces", web::post().to(take))
        };
        let server = HttpServer::new(app).workers(1).disable_signals().listen(listener).unwrap();
        let tasks = Tasks::default();
        tasks.spawn(serve(server.run(), tasks.stop()));
        Self { url, arrived, tasks }
    }

    /// The spans of a trace that have arrived.
    pub(crate) fn trace(&self, id: &str) -> Vec<Span> {
        let arrived = self.arrived.lock().unwrap();
        arrived.spans.iter().filter(|span| span.trace == id).cloned().collect()
    }

    /// All spans that have arrived.
    pub(crate) fn spans(&self) -> Vec<Span> {
        self.arrived.lock().unwrap().spans.clone()
    }

    /// Whether a text stands anywhere in what has arrived.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let arrived = self.arrived.lock().unwrap();
        arrived.bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.tasks.stop().cancel();
    }
}

async fn take(arrived: Data<Mutex<Arrived>>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let kind = request.headers().get("content-type").unwrap();
    assert_eq!(kind, "application/x-protobuf");
    let batch = ExportTraceServiceRequest::decode(body.clone()).unwrap();
    let mut arrived = arrived.lock().unwrap();
    arrived.bytes.extend_from_slice(&body);
    for from in batch.resource_spans {
        let resource = texts(from.resource.unwrap().attributes);
        for span in from.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            arrived.spans.push(Span {
                process: resource["service.name"].clone(),
                name: span.name,
                trace: hex(&span.trace_id),
                id: hex(&span.span_id),
                parent: hex(&span.parent_span_id),
                state: span.trace_state,
                failed: span.status.is_some_and(|status| status.code == 2),
                attributes: texts(span.attributes),
            });
        }
    }
    HttpResponse::Ok().content_type("application/x-protobuf").finish()
}

fn texts(attributes: Vec<KeyValue>) -> BTreeMap<String, String> {
    attributes.into_iter().map(|pair| (pair.key, text(pair.value))).collect()
}

fn text(value: Option<AnyValue>) -> String {
    match value.and_then(|value| value.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::IntValue(number)) => number.to_string(),
        other => panic!("no such value is expected: {other:?}"),
    }
}
