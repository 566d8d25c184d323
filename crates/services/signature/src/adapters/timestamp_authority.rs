//! The timestamp authority: RFC 3161 over HTTP.

use std::time::Duration;

use parvis_chassis::upstream::{self, Upstream, UpstreamError};
use parvis_kernel::Timestamp;
use parvis_pades::timestamp::{TimestampError, TimestampRequest, TimestampToken, Tolerance};
use parvis_pades::{TrustError, TrustRoots};
use reqwest::Client;
use reqwest::header::CONTENT_TYPE;

use crate::Settings;

/// The largest answer: commercial tokens with their certificates take 4 to 7 kB.
const MOST: usize = 64 * 1024;

/// Why there is no timestamp now.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoTimestamp {
    /// The settings name no authority.
    #[error("no timestamp authority is set")]
    Unset,
    /// It is away.
    #[error(transparent)]
    Away(#[from] UpstreamError),
    /// It answered with a failure.
    #[error("the timestamp authority answered {0}")]
    Failed(u16),
    /// What it answered is no timestamp that we believe.
    #[error(transparent)]
    Refused(#[from] TimestampError),
}

/// Why the settings make no authority.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    /// There is no HTTP client.
    #[error(transparent)]
    Client(#[from] UpstreamError),
    /// The roots are not readable.
    #[error(transparent)]
    Roots(#[from] TrustError),
}

/// An authority, and whom we believe about the time.
pub(crate) struct TimestampAuthority {
    client: Client,
    url: String,
    roots: TrustRoots,
    tolerance: Duration,
    upstream: Upstream,
}

impl TimestampAuthority {
    /// The authority of the settings.
    pub(crate) fn new(settings: &Settings, upstream: Upstream) -> Result<Self, Unusable> {
        Ok(Self {
            client: upstream::client(Duration::from_millis(settings.timestamp_limit_ms))?,
            url: settings.timestamp_url.clone(),
            roots: TrustRoots::from_pem(&settings.timestamp_roots)?,
            tolerance: Duration::from_secs(settings.timestamp_tolerance_secs.into()),
            upstream,
        })
    }

    /// Asks for a timestamp over a SHA-256 digest, and believes it only if all of it is right. Each
    /// call has a nonce of its own.
    pub(crate) async fn stamp(
        &self,
        imprint: [u8; 32],
        now: Timestamp,
    ) -> Result<TimestampToken, NoTimestamp> {
        if self.url.is_empty() {
            return Err(NoTimestamp::Unset);
        }
        self.upstream.call(self.ask(imprint, now)).await
    }

    async fn ask(&self, imprint: [u8; 32], now: Timestamp) -> Result<TimestampToken, NoTimestamp> {
        let request = TimestampRequest::fresh(imprint);
        let response = self
            .client
            .post(&self.url)
            .header(CONTENT_TYPE, "application/timestamp-query")
            .body(request.to_der()?)
            .send()
            .await
            .map_err(UpstreamError::from)?;
        if !response.status().is_success() {
            return Err(NoTimestamp::Failed(response.status().as_u16()));
        }
        let body = upstream::body(response, MOST).await?;
        let within = time::Duration::try_from(self.tolerance).unwrap_or(time::Duration::ZERO);
        let clock = Tolerance { now: now.date_time(), within };
        Ok(TimestampToken::from_response(&body, &request, clock, &self.roots)?)
    }
}
