//! The shapes in which VIES answers over REST, as recorded from the real service.

use super::request::{BadCheck, Check};
use crate::clock::written;
use crate::directory::VatEntry;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use time::OffsetDateTime;

/// What an official test number stands for.
#[derive(Clone, Copy)]
pub(super) enum Verdict {
    Valid,
    Invalid,
    Error(&'static str),
}

/// A look into the directory.
pub(super) struct Consultation<'a> {
    pub(super) check: &'a Check,
    pub(super) entry: Option<&'a VatEntry>,
    pub(super) at: OffsetDateTime,
}

impl Consultation<'_> {
    pub(super) fn respond(&self) -> HttpResponse {
        HttpResponse::Ok().json(json!({
            "countryCode": self.check.country,
            "vatNumber": self.check.number,
            "requestDate": written(self.at),
            "valid": self.entry.is_some(),
            "requestIdentifier": identifier(self.check, self.at),
            "name": self.entry.map_or("---", |entry| &entry.name),
            "address": self.entry.map_or("---", |entry| &entry.address),
            "traderName": "---",
            "traderStreet": "---",
            "traderPostalCode": "---",
            "traderCity": "---",
            "traderCompanyType": "---",
            "traderNameMatch": "NOT_PROCESSED",
            "traderStreetMatch": "NOT_PROCESSED",
            "traderPostalCodeMatch": "NOT_PROCESSED",
            "traderCityMatch": "NOT_PROCESSED",
            "traderCompanyTypeMatch": "NOT_PROCESSED",
        }))
    }
}

/// The abridged answer to an official test number.
pub(super) fn tested(check: &Check, verdict: Verdict, at: OffsetDateTime) -> HttpResponse {
    let mut answer = json!({
        "countryCode": check.country,
        "vatNumber": check.number,
        "requestDate": written(at),
    });
    match verdict {
        Verdict::Error(code) => return error(code, None),
        Verdict::Invalid => answer["valid"] = false.into(),
        Verdict::Valid => {
            answer["valid"] = true.into();
            answer["name"] = "John Doe".into();
            answer["address"] = "123 Main St, Anytown, UK".into();
            answer["requestIdentifier"] = identifier(check, at).into();
        }
    }
    HttpResponse::Ok().json(answer)
}

pub(super) fn refused(bad: BadCheck) -> HttpResponse {
    let bad_request = Some(StatusCode::BAD_REQUEST);
    match bad {
        BadCheck::Unreadable => error("VOW-ERR-1", Some(StatusCode::INTERNAL_SERVER_ERROR)),
        BadCheck::FieldMissing => error("VOW-ERR-11", bad_request),
        BadCheck::UnknownCountry => error("INVALID_INPUT", None),
        BadCheck::NumberPattern => error("VOW-ERR-2600", bad_request),
        BadCheck::RequesterState => error("VOW-ERR-2500", bad_request),
        BadCheck::RequesterPattern => error("VOW-ERR-2700", bad_request),
    }
}

/// An error in VIES' words, with HTTP 200 unless told otherwise.
pub(super) fn error(code: &str, status: Option<StatusCode>) -> HttpResponse {
    HttpResponse::build(status.unwrap_or(StatusCode::OK))
        .json(json!({ "actionSucceed": false, "errorWrappers": [{ "error": code }] }))
}

/// The proof of a consultation, for those who said who asks.
fn identifier(check: &Check, at: OffsetDateTime) -> String {
    if check.has_requester { consultation_number(at) } else { String::new() }
}

/// `WAPI` and 12 characters that never repeat: six bytes of time and three of a counter.
fn consultation_number(at: OffsetDateTime) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let seconds = at.unix_timestamp().to_be_bytes();
    let count = NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    format!("WAPI{}", URL_SAFE_NO_PAD.encode([&seconds[2..], &count[1..]].concat()))
}
