//! What the port answers before the part behind it can: that the process lives, and is not ready.

use std::io;
use std::net::TcpListener;

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpResponse, HttpServer, web};
use serde_json::json;

use crate::http::{live, readiness};
use crate::tasks::Tasks;

/// How long one of these answers may take at the end, in seconds.
const GRACE: u64 = 1;

/// Answers on a port of which somebody else takes over.
pub(super) struct Starting(ServerHandle);

impl Starting {
    /// Answers until it is told to stop. The port stays open as long as `listener` has another owner.
    pub(super) fn answer(listener: TcpListener, tasks: &Tasks) -> io::Result<Self> {
        let app = || {
            App::new()
                .route("/health/live", web::get().to(live))
                .default_service(web::to(not_ready))
        };
        let server = HttpServer::new(app)
            .workers(1)
            .keep_alive(None)
            .shutdown_timeout(GRACE)
            .disable_signals()
            .listen(listener)?
            .run();
        let handle = server.handle();
        tasks.spawn(async move {
            if let Err(error) = server.await {
                tracing::error!(%error, "the server ended by itself");
            }
        });
        Ok(Self(handle))
    }

    /// Leaves the port to the next one.
    pub(super) async fn end(self) {
        self.0.stop(true).await;
    }
}

async fn not_ready() -> HttpResponse {
    readiness(false, false, &json!({ "start": "unavailable" }))
}
