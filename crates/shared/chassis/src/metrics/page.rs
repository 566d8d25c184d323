//! The page that Prometheus reads.

use std::io;
use std::net::TcpListener;

use actix_web::dev::Server;
use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};

use super::Metrics;
use crate::problem::Failure;
use crate::service::Base;

/// `OpenMetrics`, which Prometheus reads as its own.
const TEXT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// How long an answer may go on after the server was told to stop, in seconds.
const GRACE: u64 = 1;

/// Answers with the numbers of a service, at the port that only the platform's own side reaches.
pub(crate) async fn page(base: Data<Base>) -> Result<HttpResponse, Failure> {
    let metrics = base.metrics.clone();
    let text = base.run(async move { Ok::<_, Failure>(metrics.text().await) }).await?;
    Ok(written(text))
}

/// A server for these numbers alone, for a part whose port is open to the world; it serves once awaited.
pub fn server(metrics: Metrics, listener: TcpListener) -> io::Result<Server> {
    let app = move || {
        App::new().app_data(Data::new(metrics.clone())).route("/metrics", web::get().to(alone))
    };
    let server = HttpServer::new(app).workers(1).shutdown_timeout(GRACE).disable_signals();
    Ok(server.listen(listener)?.run())
}

async fn alone(metrics: Data<Metrics>) -> HttpResponse {
    written(metrics.text().await)
}

fn written(text: String) -> HttpResponse {
    HttpResponse::Ok().content_type(TEXT).body(text)
}
