//! VIES, the Commission's VAT information exchange system, by its REST interface.

mod lane;
mod wire;

use async_trait::async_trait;
use parvis_chassis::upstream::{self, Upstream, UpstreamError};
use parvis_vatid::VatNumber;
use reqwest::Client;

use super::MOST;
use crate::domain::{Company, Fault};
pub(crate) use lane::Lane;

/// A question to VIES.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) number: &'a VatNumber,
    /// In whose name; a consultation number is given to a named requester only.
    pub(crate) requester: Option<&'a VatNumber>,
}

/// A definite answer of VIES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Whether the number is registered.
    pub(crate) registered: bool,
    pub(crate) company: Company,
    pub(crate) consultation: Option<String>,
    /// The requester that VIES accepted.
    pub(crate) requester: Option<VatNumber>,
    /// The body as it came.
    pub(crate) body: String,
}

/// Who answers for VIES.
#[async_trait]
pub(crate) trait Vies: Send + Sync {
    /// Asks once. Whatever is not a definite answer about this very number is a fault.
    async fn check(&self, question: Question<'_>) -> Result<Answer, Fault>;
}

/// VIES by `POST /check-vat-number`: the number stands in no URL and so in no log.
pub(crate) struct Rest {
    client: Client,
    url: String,
    upstream: Upstream,
}

impl Rest {
    /// The interface at `base`, without a slash at the end.
    pub(crate) fn new(client: Client, base: &str, upstream: Upstream) -> Self {
        Self { client, url: format!("{base}/check-vat-number"), upstream }
    }

    async fn ask(&self, question: Question<'_>) -> Result<Answer, Fault> {
        let request = self.client.post(&self.url).json(&wire::Request::from(question));
        let response = request.send().await.map_err(|e| away(&e))?;
        let status = response.status().as_u16();
        let body = upstream::body(response, MOST).await.map_err(|error| match error {
            UpstreamError::Away(error) => away(&error),
            UpstreamError::TooLarge(_) => Fault::unreadable(),
        })?;
        wire::read(status, &body, question)
    }
}

#[async_trait]
impl Vies for Rest {
    async fn check(&self, question: Question<'_>) -> Result<Answer, Fault> {
        self.upstream.call(self.ask(question)).await
    }
}

fn away(error: &reqwest::Error) -> Fault {
    if error.is_timeout() { Fault::timeout() } else { Fault::unreachable() }
}
