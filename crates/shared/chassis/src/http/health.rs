//! Health: whether the process lives, and whether the service can work.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::{Value, json};

use crate::problem::Failure;
use crate::service::Base;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(1);

/// Answers as long as the process lives.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

/// Answers 200 when the database and the bus answer and the process does not leave, 503 otherwise; the
/// body names each.
pub async fn ready(base: Data<Base>) -> HttpResponse {
    let database = base.database.clone();
    let answers = base.run(async move {
        let answers = tokio::time::timeout(PATIENCE, database.is_ready()).await;
        Ok::<_, Failure>(answers.unwrap_or(false))
    });
    let (database, bus, leaving) =
        (answers.await.unwrap_or(false), base.bus.is_ready(), base.leaving.is_cancelled());
    let word = |is: bool| if is { "ok" } else { "unavailable" };
    readiness(
        database && bus && !leaving,
        leaving,
        &json!({ "database": word(database), "bus": word(bus) }),
    )
}

/// The answer to `/health/ready`: `ok`, `leaving` once the process was told to end, or `unavailable`, and
/// the state of each part.
pub fn readiness(ready: bool, leaving: bool, parts: &Value) -> HttpResponse {
    let status = match (leaving, ready) {
        (true, _) => "leaving",
        (false, true) => "ok",
        (false, false) => "unavailable",
    };
    let mut answer = if ready { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    answer.json(json!({ "status": status, "parts": parts }))
}
