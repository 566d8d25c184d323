//! A timestamp authority (RFC 3161) at `POST /tsa`, whose root is at `GET /tsa/root.pem`.
//!
//! Its certificates say TEST: a timestamp from here proves nothing to anyone.

use crate::clock::Clock;
use crate::faults::Upstream;
use crate::faults::guard::Guard;
use crate::http::{Shared, refusal};
use actix_web::HttpResponse;
use actix_web::guard::Header;
use actix_web::http::{StatusCode, header::CONTENT_TYPE};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use der::asn1::BitString;
use der::{Encode, Sequence};
use parvis_pades::FileKey;
use parvis_pades::authority::{Authority, AuthorityError, Enrolment};
use parvis_pades::responder::Responder;
use std::sync::atomic::{AtomicU32, Ordering};
use time::{Duration, OffsetDateTime};

const QUERY: &str = "application/timestamp-query";
const REPLY: &str = "application/timestamp-reply";
const REJECTION: u8 = 2;
const ORGANIZATION: &str = "Parvis sandbox (TEST)";
const ROOT_VALID: Duration = Duration::days(30 * 365);
const VALID: Duration = Duration::days(10 * 365);
/// Certificates begin before the clock: a clock set back a little must not make them invalid.
const ROOT_BEGAN: Duration = Duration::days(1);
const BEGAN: Duration = Duration::hours(1);

/// The reasons for which an authority refuses, with their bits in `PKIFailureInfo` (RFC 3161 section 2.4.2).
const FAILURES: [(&str, u8); 8] = [
    ("badAlg", 0),
    ("badRequest", 2),
    ("badDataFormat", 5),
    ("timeNotAvailable", 14),
    ("unacceptedPolicy", 15),
    ("unacceptedExtension", 16),
    ("addInfoNotAvailable", 17),
    ("systemFailure", 25),
];

/// An authority that can be asked for timestamps.
pub(crate) struct Tsa {
    responder: Responder<FileKey>,
    pub(crate) root_pem: String,
    /// Root key and certificate, from which a later start makes the same authority.
    pub(crate) authority_pem: String,
    issued: AtomicU32,
}

impl Tsa {
    /// The authority of an earlier start, or a new one; its timestamping certificate is always new.
    pub(crate) fn open(kept: Option<&str>, now: OffsetDateTime) -> Result<Self, AuthorityError> {
        let enrolment = |common_name, began, valid_for| Enrolment {
            common_name,
            organization: ORGANIZATION,
            valid_from: now - began,
            valid_for,
        };
        let root = || enrolment("Parvis sandbox root (TEST)", ROOT_BEGAN, ROOT_VALID);
        let authority = kept.map_or_else(|| Authority::create(&root()), Authority::from_pem)?;
        let name = "Parvis sandbox timestamps (TEST)";
        let key = authority.issue_timestamping(&enrolment(name, BEGAN, VALID))?;
        Ok(Self {
            responder: Responder::new(key),
            root_pem: authority.root_pem()?,
            authority_pem: authority.to_pem()?.to_string(),
            issued: AtomicU32::new(0),
        })
    }

    fn respond(&self, request: &[u8], now: OffsetDateTime) -> Vec<u8> {
        let count = self.issued.fetch_add(1, Ordering::Relaxed);
        let started = now.unix_timestamp_nanos().unsigned_abs();
        self.responder.respond(request, now, started << 32 | u128::from(count))
    }
}

pub(crate) fn routes(config: &mut ServiceConfig, shared: &Shared) {
    let guard = Guard { faults: shared.faults.clone(), upstream: Upstream::Tsa, failure };
    config.route("/tsa/root.pem", web::get().to(root)).service(
        web::resource("/tsa")
            .wrap(from_fn(move |request, next| guard.clone().stand(request, next)))
            .route(web::post().guard(Header(CONTENT_TYPE.as_str(), QUERY)).to(stamp))
            .route(web::post().to(HttpResponse::UnsupportedMediaType)),
    );
}

async fn stamp(tsa: Data<Tsa>, clock: Data<Clock>, request: Bytes) -> HttpResponse {
    HttpResponse::Ok().content_type(REPLY).body(tsa.respond(&request, clock.now()))
}

async fn root(tsa: Data<Tsa>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/x-pem-file").body(tsa.root_pem.clone())
}

/// The bit of a reason that the authority can be told to refuse with.
pub(crate) fn failure_bit(reason: &str) -> Option<u8> {
    FAILURES.iter().find(|(name, _)| *name == reason).map(|(_, bit)| *bit)
}

fn failure(reason: &str, status: Option<StatusCode>) -> HttpResponse {
    let bit = failure_bit(reason).unwrap_or_default();
    match Refusal::with(bit).and_then(|refusal| refusal.to_der()) {
        Ok(body) => {
            HttpResponse::build(status.unwrap_or(StatusCode::OK)).content_type(REPLY).body(body)
        }
        Err(error) => refusal(StatusCode::INTERNAL_SERVER_ERROR, &error),
    }
}

/// A `TimeStampResp` without a token.
#[derive(Sequence)]
struct Refusal {
    status: Status,
}

/// A `PKIStatusInfo` without a text.
#[derive(Sequence)]
struct Status {
    status: u8,
    failure: BitString,
}

impl Refusal {
    /// Refuses with one bit; a named bit list ends with its last one (X.690 section 11.2.2).
    fn with(bit: u8) -> der::Result<Self> {
        let mut bytes = vec![0; usize::from(bit / 8)];
        bytes.push(0x80 >> (bit % 8));
        let failure = BitString::new(7 - bit % 8, bytes)?;
        Ok(Self { status: Status { status: REJECTION, failure } })
    }
}
