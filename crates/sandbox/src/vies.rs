//! VIES REST: `POST check-vat-number`, `POST check-vat-test-service` and `GET check-status`.
//!
//! A request that VIES can read is answered with HTTP 200, errors too (`actionSucceed: false`); only a body that it
//! cannot read or that breaks a field's pattern gets 400 or 500. The official test numbers work on both ways.

mod answer;
mod request;

use crate::clock::Clock;
use crate::directory::Directory;
use crate::faults::Upstream;
use crate::faults::guard::Guard;
use crate::http::Shared;
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use answer::{Consultation, Verdict};
use request::Check;
use serde_json::json;

/// The member states of VIES: the Union and Northern Ireland, Greece under its own name.
const STATES: [&str; 28] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
];

pub(crate) fn routes(config: &mut ServiceConfig, shared: &Shared) {
    let guard =
        Guard { faults: shared.faults.clone(), upstream: Upstream::Vies, failure: answer::error };
    config.service(
        web::scope("/vies/rest-api")
            .wrap(from_fn(move |request, next| guard.clone().stand(request, next)))
            .route("/check-vat-number", web::post().to(check))
            .route("/check-vat-test-service", web::post().to(test_check))
            .route("/check-status", web::get().to(status)),
    );
}

async fn check(directory: Data<Directory>, clock: Data<Clock>, body: Bytes) -> HttpResponse {
    let check = match Check::parse(&body) {
        Ok(check) => check,
        Err(error) => return answer::refused(error),
    };
    if let Some(verdict) = official_test(&check.number) {
        return answer::tested(&check, verdict, clock.now());
    }
    let entry = directory.vat(&check.country, &check.number);
    Consultation { check: &check, entry, at: clock.now() }.respond()
}

async fn test_check(clock: Data<Clock>, body: Bytes) -> HttpResponse {
    match Check::parse(&body) {
        Ok(check) => {
            let verdict =
                official_test(&check.number).unwrap_or(Verdict::Error("SERVICE_UNAVAILABLE"));
            answer::tested(&check, verdict, clock.now())
        }
        Err(error) => answer::refused(error),
    }
}

async fn status() -> impl Responder {
    let countries: Vec<_> = STATES
        .iter()
        .map(|state| json!({ "countryCode": state, "availability": "Available" }))
        .collect();
    HttpResponse::build(StatusCode::OK)
        .json(json!({ "vow": { "available": true }, "countries": countries }))
}

/// The numbers whose answer the documentation of the official test service fixes, for any country.
fn official_test(number: &str) -> Option<Verdict> {
    Some(match number {
        "100" => Verdict::Valid,
        "200" => Verdict::Invalid,
        "201" => Verdict::Error("INVALID_INPUT"),
        "202" => Verdict::Error("INVALID_REQUESTER_INFO"),
        "300" => Verdict::Error("SERVICE_UNAVAILABLE"),
        "301" => Verdict::Error("MS_UNAVAILABLE"),
        "302" => Verdict::Error("TIMEOUT"),
        "400" => Verdict::Error("VAT_BLOCKED"),
        "401" => Verdict::Error("IP_BLOCKED"),
        "500" => Verdict::Error("GLOBAL_MAX_CONCURRENT_REQ"),
        "501" => Verdict::Error("GLOBAL_MAX_CONCURRENT_REQ_TIME"),
        "600" => Verdict::Error("MS_MAX_CONCURRENT_REQ"),
        "601" => Verdict::Error("MS_MAX_CONCURRENT_REQ_TIME"),
        _ => return None,
    })
}
