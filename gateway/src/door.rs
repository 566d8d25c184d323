//! The door: who calls, and whether he may call now.
//!
//! A valid key always passes the door's first half, whatever others did from the same address. A
//! missing or wrong key counts against the address.

use std::net::IpAddr;
use std::time::Duration;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, ResponseError as _};
use parvis_chassis::Failure;
use parvis_chassis::identity::Subject;
use parvis_chassis::key::{Key, KeyKind};
use parvis_chassis::problem::catalogue;

use crate::address::{client, network};
use crate::error::Error;
use crate::keys::{Owner, Question};
use crate::limits::{Caller, Count};
use crate::registry;
use crate::routes::{Guard, Limit, Route};
use crate::worker::Worker;

const MASTER_KEY: &str = "x-master-key";
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Somebody who may pass.
pub(crate) struct Admitted {
    pub(crate) subject: Subject,
    pub(crate) client: IpAddr,
    count: Option<Count>,
}

/// Lets a request pass, or answers why not; the body of a refusal is written by an outer layer.
pub(crate) async fn admit(
    worker: &Worker,
    route: &Route,
    request: &HttpRequest,
) -> Result<Admitted, HttpResponse> {
    let client = client(request, worker.settings.trusted_proxies);
    let now = worker.clock.now();
    let address = Caller::Address(network(client));
    let (subject, caller) = match route.guard {
        Guard::Open | Guard::Bootstrap => (Subject::Anonymous, address),
        Guard::MasterKey => {
            let owner = owner(worker, request).await.map_err(|failure| refuse(&failure, None))?;
            let Some(id) = owner else {
                let count = worker.limits.count(Limit::Address, address, now).await;
                let no_key = || refuse(&Error::NoKey.into(), count);
                return Err(too_many(count).unwrap_or_else(no_key));
            };
            (Subject::Application(id), Caller::Application(id))
        }
    };
    let count = worker.limits.count(route.limit, caller, now).await;
    too_many(count).map_or(Ok(Admitted { subject, client, count }), Err)
}

fn too_many(count: Option<Count>) -> Option<HttpResponse> {
    let full = count.filter(|count| !count.admitted)?;
    let failure = Failure::of(catalogue::RATE_LIMITED).after(full.reset);
    Some(refuse(&failure, count))
}

fn refuse(failure: &Failure, count: Option<Count>) -> HttpResponse {
    let mut response = failure.error_response();
    tell(count, response.headers_mut());
    response
}

async fn owner(worker: &Worker, request: &HttpRequest) -> Result<Owner, Failure> {
    let mut given = request.headers().get_all(MASTER_KEY);
    let (Some(text), None) = (given.next(), given.next()) else { return Ok(None) };
    let key = text.to_str().ok().and_then(|text| Key::parse(KeyKind::Master, text));
    let Some(key) = key else { return Ok(None) };
    let hash = key.hash(&worker.keyring).map_err(Error::from)?;
    let question = Question { id: key.id().clone(), hash };
    worker.keys.owner(&question, async || registry::ask(worker, &question).await).await
}

impl Admitted {
    /// Tells the caller what is left to him, where his calls are counted.
    pub(crate) fn tell(&self, headers: &mut HeaderMap) {
        tell(self.count, headers);
    }
}

/// Writes the fields of draft-ietf-httpapi-ratelimit-headers-11 and the older one that clients know.
fn tell(count: Option<Count>, headers: &mut HeaderMap) {
    let Some(Count { policy, quota, window, remaining, reset, .. }) = count else { return };
    let (window, reset) = (window.as_secs(), seconds(reset));
    let texts = [
        (REMAINING, remaining.to_string()),
        (RATE_LIMIT, format!("\"{policy}\";r={remaining};t={reset}")),
        (RATE_LIMIT_POLICY, format!("\"{policy}\";q={quota};w={window}")),
    ];
    for (name, text) in texts {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    }
}

/// Whole seconds, rounded up, as `Retry-After` has them.
fn seconds(span: Duration) -> u64 {
    (span.as_secs() + u64::from(span.subsec_nanos() > 0)).max(1)
}
