//! Health: whether the process lives, and whether the service can work.

use actix_web::HttpResponse;
use parvis_outbox::Database;
use serde_json::json;

/// Answers as long as the process lives.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

/// Answers 200 when the database answers, 503 otherwise.
pub async fn ready(database: actix_web::web::Data<Database>) -> HttpResponse {
    if database.is_ready().await {
        HttpResponse::Ok().json(json!({ "status": "ok" }))
    } else {
        HttpResponse::ServiceUnavailable().json(json!({ "status": "unavailable" }))
    }
}
