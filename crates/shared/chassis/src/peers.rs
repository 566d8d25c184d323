//! Calls to other services: by the owner's name in a message, at the address in the settings.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde::de::DeserializeOwned;

use crate::identity::{Identity, Subject};
use crate::upstream::{self, UpstreamError};

/// The largest body that services fetch from each other: a signed contract with room to spare.
const MOST: usize = 32 * 1024 * 1024;
/// Tells the called service what the call belongs to, for its log.
pub(crate) const CORRELATION: &str = "x-parvis-correlation";
const LIMIT: Duration = Duration::from_secs(10);

/// Why another service gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum PeerError {
    /// The settings name no address for it.
    #[error("no address for {0}")]
    Unknown(String),
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
    addresses: BTreeMap<String, String>,
    identity: Identity,
}

impl Peers {
    /// Reaches the services at `addresses` under this process's identity.
    pub fn new(
        addresses: BTreeMap<String, String>,
        identity: Identity,
    ) -> Result<Self, UpstreamError> {
        Ok(Self { client: upstream::client(LIMIT)?, addresses, identity })
    }

    /// Fetches the bytes at `path` (which begins with `/internal/`) from the service `owner`.
    pub async fn bytes(&self, owner: &str, path: &str) -> Result<Vec<u8>, PeerError> {
        let address =
            self.addresses.get(owner).ok_or_else(|| PeerError::Unknown(owner.to_owned()))?;
        let token = self.identity.token(owner, Subject::Process)?;
        let mut request = self.client.get(format!("{address}{path}")).bearer_auth(token);
        if let Some(correlation) = parvis_outbox::correlation() {
            request = request.header(CORRELATION, correlation);
        }
        let response = request.send().await.map_err(UpstreamError::from)?;
        match response.status() {
            StatusCode::OK => Ok(upstream::body(response, MOST).await?),
            StatusCode::NOT_FOUND => Err(PeerError::Absent),
            status => Err(PeerError::Refused(status.as_u16())),
        }
    }

    /// Fetches JSON at `path` from the service `owner`.
    pub async fn json<T: DeserializeOwned>(&self, owner: &str, path: &str) -> Result<T, PeerError> {
        Ok(serde_json::from_slice(&self.bytes(owner, path).await?)?)
    }
}
