//! Calls to other services: by the owner's name in a message, at the addresses in the settings.
//!
//! A call only reads, so one that reached nobody is made once more, to another replica where there is one.

mod replicas;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde::de::DeserializeOwned;

use crate::addresses::Addresses;
use crate::identity::{Identity, Subject};
use crate::metrics::Metrics;
use crate::upstream::{self, Upstream, UpstreamError};
use replicas::Replicas;

/// The largest body that services fetch from each other: a signed contract with room to spare.
const MOST: usize = 32 * 1024 * 1024;
/// Tells the called service what the call belongs to, for its log.
pub(crate) const CORRELATION: &str = "x-parvis-correlation";
/// Carries the trace on (W3C Trace Context).
const TRACEPARENT: &str = "traceparent";
const LIMIT: Duration = Duration::from_secs(10);
/// How long a connection that nobody uses is kept: a new one costs less than the buffer of an old one, which is
/// as large as its largest answer, and less than a call over one that the other side is about to close.
const UNUSED: Duration = Duration::from_secs(1);
/// How often a call is made that reaches nobody.
const ATTEMPTS: usize = 2;

/// Why another service gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    /// The settings name no address for it.
    #[error("no address for {0}")]
    Unknown(String),
    /// Its name does not resolve.
    #[error("not found by its name: {0}")]
    Unresolved(#[from] std::io::Error),
    /// It has no such thing, or not for this application.
    #[error("not there")]
    Absent,
    /// It refused or failed.
    #[error("answered {0}")]
    Refused(u16),
    /// It is away.
    #[error(transparent)]
    Away(#[from] UpstreamError),
    /// It answered something else than agreed.
    #[error("unreadable answer: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// Our own key can't sign.
    #[error(transparent)]
    Identity(#[from] crate::identity::IdentityError),
}

/// The other services of the platform.
#[derive(Clone)]
pub struct Peers {
    client: Client,
    services: Arc<BTreeMap<String, Replicas>>,
    identity: Identity,
    metrics: Metrics,
}

impl Peers {
    /// Reaches the services at `addresses` under this process's identity.
    pub fn new(
        addresses: &Addresses,
        identity: Identity,
        metrics: Metrics,
    ) -> Result<Self, UpstreamError> {
        let services = addresses.iter();
        let services = services.map(|(name, places)| (name.to_owned(), Replicas::new(places)));
        let services = Arc::new(services.collect());
        let client = upstream::builder(LIMIT).pool_idle_timeout(UNUSED).build();
        Ok(Self { client: client.map_err(UpstreamError::from)?, services, identity, metrics })
    }

    /// Fetches the bytes at `path` (which begins with `/internal/`) from the service `owner`.
    pub async fn bytes(&self, owner: &str, path: &str) -> Result<Vec<u8>, PeerError> {
        let replicas =
            self.services.get(owner).ok_or_else(|| PeerError::Unknown(owner.to_owned()))?;
        let token = self.identity.token(owner, Subject::Process)?;
        let called = Upstream::new(owner.to_owned(), self.metrics.clone());
        called.call(self.reach(replicas, path, &token)).await?.ok_or(PeerError::Absent)
    }

    /// Fetches the bytes from whichever replica answers; none when the service has no such thing.
    async fn reach(
        &self,
        replicas: &Replicas,
        path: &str,
        token: &str,
    ) -> Result<Option<Vec<u8>>, PeerError> {
        let mut attempts = 1;
        loop {
            let address = replicas.next().await?;
            let answer = self.fetch(&format!("http://{address}{path}"), token).await;
            let failed = answer.as_ref().is_err_and(has_reached_nobody);
            // One that is only slow is no worse for it, and no better.
            if failed || !answer.as_ref().is_err_and(is_slow) {
                replicas.judge(address, !failed).await;
            }
            if !failed || attempts == ATTEMPTS {
                return answer;
            }
            attempts += 1;
        }
    }

    async fn fetch(&self, url: &str, token: &str) -> Result<Option<Vec<u8>>, PeerError> {
        let mut request = self.client.get(url).bearer_auth(token);
        if let Some(traceparent) = parvis_outbox::trace::traceparent() {
            request = request.header(TRACEPARENT, traceparent);
        }
        if let Some(correlation) = parvis_outbox::correlation() {
            request = request.header(CORRELATION, correlation);
        }
        let response = request.send().await.map_err(UpstreamError::from)?;
        match response.status() {
            StatusCode::OK => Ok(Some(upstream::body(response, MOST).await?)),
            StatusCode::NOT_FOUND => Ok(None),
            status => Err(PeerError::Refused(status.as_u16())),
        }
    }

    /// Fetches JSON at `path` from the service `owner`.
    pub async fn json<T: DeserializeOwned>(&self, owner: &str, path: &str) -> Result<T, PeerError> {
        Ok(serde_json::from_slice(&self.bytes(owner, path).await?)?)
    }
}

/// Whether a replica was reached and did not answer in time.
fn is_slow(error: &PeerError) -> bool {
    matches!(error, PeerError::Away(UpstreamError::Away(cause))
        if cause.is_timeout() && !cause.is_connect())
}

/// Whether a replica is away, broke off or is not ready. One that is only slow would not be quicker
/// elsewhere.
fn has_reached_nobody(error: &PeerError) -> bool {
    match error {
        PeerError::Refused(status) => *status == StatusCode::SERVICE_UNAVAILABLE.as_u16(),
        PeerError::Away(UpstreamError::Away(_)) => !is_slow(error),
        PeerError::Away(UpstreamError::TooLarge(_))
        | PeerError::Absent
        | PeerError::Identity(_)
        | PeerError::Unknown(_)
        | PeerError::Unreadable(_)
        | PeerError::Unresolved(_) => false,
    }
}
