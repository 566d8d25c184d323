//! Requests to the services: over kept connections, spread over the replicas that are well.
//!
//! Each worker has its own connections and its own view of the replicas. A connection goes back only when
//! the answer was read to its end; whoever gives up midway closes it.

mod endpoint;
mod lease;
mod replicas;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::error::Error;
use crate::resolver::{Located, Resolver};
use crate::settings::TimeLimits;
use crate::upload::Upload;

use endpoint::Means;
pub(crate) use endpoint::READY;
use lease::Attempt;
pub(crate) use lease::Lease;
use replicas::Replicas;

/// The largest answer that the gateway reads itself, in bytes, and how long that may take.
const SHORT: usize = 64 * 1024;
const READING: Duration = Duration::from_secs(5);

/// How many attempts a request has as long as not a byte of it was written.
const ATTEMPTS: usize = 4;

/// The connections of one worker.
pub(crate) struct Upstreams {
    services: BTreeMap<String, Replicas>,
    located: RefCell<watch::Receiver<Located>>,
    resolver: Arc<Resolver>,
}

/// A request for a service.
pub(crate) struct Call {
    pub(crate) request: Request<Upload>,
    /// How long the service was asked to wait itself: on top of the time that every answer has.
    pub(crate) wait: Duration,
    /// Whether acting twice does no harm, whatever the method says.
    pub(crate) repeatable: bool,
}

/// The head of an answer, its body still to be read, and the connection it comes over.
pub(crate) struct Answer {
    pub(crate) response: Response<Incoming>,
    pub(crate) lease: Lease,
}

impl Upstreams {
    pub(crate) fn new(resolver: Arc<Resolver>, limits: TimeLimits, most_idle: usize) -> Self {
        let mut located = resolver.follow();
        let replicas = |name: &str| Replicas::new(name, Means { limits, most_idle });
        let services = resolver.services().map(|name| (name.to_owned(), replicas(name)));
        let upstreams =
            Self { services: services.collect(), located: located.clone().into(), resolver };
        upstreams.place(&located.borrow_and_update());
        upstreams
    }

    /// Sends a request to a service and waits for the head of its answer.
    ///
    /// A replica may be gone, and a kept connection may have died unnoticed. The request is then sent to
    /// another: as long as not a byte of it was written, and once more after that, provided that acting
    /// twice does no harm and that its body is still whole.
    pub(crate) async fn send(&self, service: &str, call: Call) -> Result<Answer, Error> {
        self.follow();
        // The route table and the addresses were compared at start.
        let replicas = self.services.get(service).ok_or(Error::Unrouted)?;
        let Call { mut request, wait, repeatable } = call;
        let mut repeatable = repeatable || is_repeatable(&request);
        if repeatable {
            request.body().remember();
        }
        // The first failure is told: the later ones follow from it.
        let (mut tried, mut failed) = (Vec::new(), None);
        for attempt in 0..ATTEMPTS {
            let Some(endpoint) = replicas.pick(&tried) else { break };
            let kept = if attempt == 0 { endpoint.kept() } else { None };
            if kept.is_none() {
                tried.push(endpoint.address());
            }
            let spare = repeatable.then(|| request.clone());
            match endpoint.send(kept, request, wait).await {
                Ok(answer) => return Ok(answer),
                Err(Attempt::NotSent(back, error)) => {
                    request = *back;
                    failed.get_or_insert(error);
                }
                Err(Attempt::Broken(error)) => {
                    let whole = spare.filter(|spare| spare.body().is_whole());
                    let Some(spare) = whole else { return Err(error) };
                    (request, repeatable) = (spare, false);
                    failed.get_or_insert(error);
                }
                Err(Attempt::Over(error)) => return Err(error),
            }
            self.resolver.doubt();
        }
        Err(failed.unwrap_or_else(|| replicas.unknown()))
    }

    /// Follows the replicas that came and went.
    fn follow(&self) {
        if self.located.borrow().has_changed().unwrap_or(false) {
            self.place(&self.located.borrow_mut().borrow_and_update());
        }
    }

    fn place(&self, located: &Located) {
        for (name, replicas) in &self.services {
            replicas.place(located.get(name).map_or(&[], Vec::as_slice));
        }
    }
}

/// Whether the service may act on a request twice: by its method (RFC 9110, section 9.2.2), or because
/// the caller named it, so that the service answers the second as it answered the first.
fn is_repeatable(request: &Request<Upload>) -> bool {
    let named = || request.headers().get("idempotency-key").is_some_and(|key| !key.is_empty());
    request.method().is_idempotent() || (request.method() == Method::POST && named())
}

impl Answer {
    /// Reads a short body to its end and gives the connection back.
    pub(crate) async fn read(self) -> Result<Bytes, Error> {
        let body = Limited::new(self.response.into_body(), SHORT).collect();
        let body = timeout(READING, body).await.map_err(|_| Error::BadAnswer)?;
        let bytes = body.map_err(|_| Error::BadAnswer)?.to_bytes();
        self.lease.give_back();
        Ok(bytes)
    }
}
