//! The HTTP server of one service: its layers, from the outermost inwards, and its shutdown.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, HttpServer, web};
use tokio_util::sync::CancellationToken;

use super::body::MAX_JSON;
use super::{leave, live, ready};
use crate::metrics::Metrics;
use crate::problem::{Failure, catalogue, render};
use crate::service::{Base, Service};
use crate::{idempotency, identity, metrics, operations};

/// Longer than the idle time of any client's pool, so that a reused connection is not a dead one.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long a request may go on after the server was told to stop, in seconds: longer than the gateway
/// waits for an answer.
const GRACE: u64 = 35;

/// What the layers know about the server they stand in.
#[derive(Debug, Clone)]
pub struct Surface {
    /// The service's name.
    pub service: &'static str,
    /// The public address of the platform, for the `type` of problems.
    pub public_url: String,
    /// Where its requests are counted.
    pub metrics: Metrics,
}

/// The limits and faults of body, path and query extractors.
pub fn json_limits(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(MAX_JSON))
        .app_data(
            web::PathConfig::default()
                .error_handler(|_, _| Failure::of(catalogue::NOT_FOUND).into()),
        )
        .app_data(web::QueryConfig::default().error_handler(|_, _| {
            Failure::of(catalogue::UNPARSABLE).saying("the query can't be read").into()
        }));
}

/// Builds the HTTP server of `service`; it serves once it is awaited.
pub(crate) fn server<S: Service>(
    service: web::Data<S>,
    base: Base,
    listener: TcpListener,
) -> io::Result<Server> {
    let (public_url, metrics) = (base.shared.public_url.clone(), base.metrics.clone());
    let surface = Surface { service: S::NAME, public_url, metrics };
    let app = move || {
        App::new()
            .app_data(service.clone())
            .app_data(web::Data::new(base.clone()))
            .app_data(web::Data::new(base.database.clone()))
            .app_data(web::Data::new(surface.clone()))
            .configure(json_limits)
            .wrap(from_fn(idempotency::layer))
            .wrap(from_fn(identity::layer))
            .wrap(from_fn(render))
            .wrap(from_fn({
                let leaving = base.leaving.clone();
                move |request, next| leave(leaving.clone(), request, next)
            }))
            .route("/health/live", web::get().to(live))
            .route("/health/ready", web::get().to(ready))
            .route("/metrics", web::get().to(metrics::page))
            .configure(operations::routes)
            .configure(S::routes)
            .default_service(web::to(unknown_route))
    };
    let server = HttpServer::new(app)
        .workers(1)
        .keep_alive(KEEP_ALIVE)
        .tcp_nodelay(true)
        .shutdown_timeout(GRACE)
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}

/// Serves until `stop`; requests underway are finished first.
pub async fn serve(server: Server, stop: CancellationToken) {
    let handle = server.handle();
    let stopper = async move {
        stop.cancelled().await;
        handle.stop(true).await;
    };
    let (ended, ()) = tokio::join!(server, stopper);
    if let Err(error) = ended {
        tracing::error!(%error, "the server ended by itself");
    }
}

/// Answers a path that nobody serves.
pub async fn unknown_route() -> Result<HttpResponse, Failure> {
    Err(Failure::of(catalogue::NOT_FOUND))
}
