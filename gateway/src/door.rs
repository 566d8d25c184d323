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

/// Somebody who may not.
pub(crate) struct Refused {
    failure: Failure,
    count: Option<Count>,
}

/// Lets a request pass, or says why not.
pub(crate) async fn admit(
    worker: &Worker,
    route: &Route,
    request: &HttpRequest,
) -> Result<Admitted, Refused> {
    let client = client(request, worker.settings.trusted_proxies);
    let address = Caller::Address(network(client));
    let (subject, caller) = match route.guard {
        Guard::Open | Guard::Bootstrap => (Subject::Anonymous, address),
        Guard::MasterKey => match owner(worker, request).await? {
            Some(id) => (Subject::Application(id), Caller::Application(id)),
            None => {
                let count = count(worker, Limit::Address, address)?;
                return Err(Refused { failure: Error::NoKey.into(), count });
            }
        },
    };
    let count = count(worker, route.limit, caller)?;
    Ok(Admitted { subject, client, count })
}

fn count(worker: &Worker, limit: Limit, caller: Caller) -> Result<Option<Count>, Refused> {
    let count = worker.limits.count(limit, caller, worker.clock.now());
    match count {
        Some(full) if !full.admitted => {
            let failure = Failure::of(catalogue::RATE_LIMITED).after(full.reset);
            Err(Refused { failure, count })
        }
        Some(_) | None => Ok(count),
    }
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

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self { failure, count: None }
    }
}

impl Refused {
    /// The refusal; its body is written by the outer layer.
    pub(crate) fn into_response(self) -> HttpResponse {
        let mut response = self.failure.error_response();
        tell(self.count, response.headers_mut());
        response
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
