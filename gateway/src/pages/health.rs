//! Health: that the gateway lives, and whether everything behind it can work.

use std::collections::BTreeMap;
use std::time::Duration;

use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use futures_util::future::join_all;
use http::Request;
use parvis_chassis::Failure;
use parvis_chassis::http::RequestId;
use parvis_chassis::problem::{ProblemBody, body_of, catalogue};
use serde::Serialize;
use serde_json::json;
use tokio::time::timeout;

use super::locale;
use crate::upload::Upload;
use crate::upstream::{Call, READY};
use crate::worker::Worker;

/// How long a service may take to say that it is ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// The body that clients of the earlier service know.
pub(super) fn show(worker: &Worker) -> HttpResponse {
    let port = worker.port.to_string();
    HttpResponse::Ok().json(json!({ "status": "ok", "service": "client-onboarding", "port": port }))
}

#[derive(Serialize)]
struct NotReady<'a> {
    #[serde(flatten)]
    problem: ProblemBody,
    services: BTreeMap<&'a str, &'static str>,
}

/// Asks every service; 503 names those that are not ready, or says that this process is about to end.
pub(super) async fn ready(worker: &Worker, request: &HttpRequest) -> HttpResponse {
    let names: Vec<_> = worker.resolver.services().collect();
    let states = join_all(names.iter().map(|name| state(worker, name))).await;
    let all = states.iter().all(|ready| *ready) && !worker.leaving.is_cancelled();
    let words = states.into_iter().map(|ready| if ready { "ok" } else { "unavailable" });
    let services: BTreeMap<_, _> = names.into_iter().zip(words).collect();
    if all {
        return HttpResponse::Ok().json(json!({ "status": "ok", "services": services }));
    }
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let failure = Failure::of(catalogue::UNAVAILABLE);
    let (base, id) = (&worker.public_url, id.unwrap_or_default());
    let problem = body_of(&failure, locale(request), base, &id);
    HttpResponse::ServiceUnavailable()
        .insert_header(("content-type", "application/problem+json"))
        .json(NotReady { problem, services })
}

async fn state(worker: &Worker, service: &str) -> bool {
    let Ok(request) = Request::get(READY).body(Upload::whole(None)) else { return false };
    let answer = timeout(PATIENCE, async {
        let call = Call { request, wait: Duration::ZERO, repeatable: true };
        let answer = worker.upstreams.send(service, call).await?;
        let ready = answer.response.status().is_success();
        answer.read().await.map(|_| ready)
    });
    matches!(answer.await, Ok(Ok(true)))
}
