//! Sirene 3.11, INSEE's register of French companies. It knows whether a company exists and is
//! active, not whether its VAT number is registered.

mod wire;

use async_trait::async_trait;
use parvis_chassis::upstream::{self, Upstream};
use parvis_kernel::Secret;
use parvis_vatid::Siren;
use reqwest::Client;

use super::MOST;
use crate::domain::Company;

/// What the register says about a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Registered and active.
    Active {
        company: Company,
        /// The body as it came.
        body: String,
    },
    /// Registered and ceased.
    Ceased,
    /// Not registered: a definite answer, unlike no answer.
    Absent,
}

/// The register gave no answer: no connection, no quota, no right, or nonsense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NoAnswer(&'static str);

/// Who answers for the French register.
#[async_trait]
pub(crate) trait Companies: Send + Sync {
    /// Asks for a company by its number.
    async fn company(&self, siren: Siren) -> Result<Standing, NoAnswer>;
}

/// Sirene by `GET /siret?q=`: one call gives the company and the address of its head office.
pub(crate) struct Sirene {
    client: Client,
    base: String,
    key: Secret,
    upstream: Upstream,
}

impl Sirene {
    /// The interface at `base`, without a slash at the end, with the key that INSEE gave.
    pub(crate) fn new((client, upstream): (Client, Upstream), base: &str, key: Secret) -> Self {
        Self { client, base: base.to_owned(), key, upstream }
    }

    async fn ask(&self, siren: Siren) -> Result<Standing, NoAnswer> {
        let base = &self.base;
        let url = format!("{base}/siret?q=siren:{siren}%20AND%20etablissementSiege:true&nombre=1");
        let request = self
            .client
            .get(url)
            .header("X-INSEE-Api-Key-Integration", self.key.reveal())
            .header("Accept", "application/json");
        // The URL names the company, so the client's own words stay out of the log.
        let response = request.send().await.map_err(|_| NoAnswer("unreachable"))?;
        match response.status().as_u16() {
            200 => {}
            404 => return Ok(Standing::Absent),
            401 | 403 => return Err(NoAnswer("key refused")),
            429 => return Err(NoAnswer("over quota")),
            _ => return Err(NoAnswer("failing")),
        }
        let body = upstream::body(response, MOST).await.map_err(|_| NoAnswer("broken off"))?;
        wire::read(&body, siren)
    }
}

#[async_trait]
impl Companies for Sirene {
    async fn company(&self, siren: Siren) -> Result<Standing, NoAnswer> {
        self.upstream.call(self.ask(siren)).await
    }
}
