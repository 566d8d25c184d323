//! Calls to systems that are not ours: time limits, no redirects, a cap on what they may answer.

use std::time::Duration;

use reqwest::{Client, Response, redirect};

/// Why a foreign system gave no usable answer.
#[derive(Debug, thiserror::Error)]
pub enum UpstreamError {
    /// No connection, no answer in time, or it broke off.
    #[error("no answer: {0}")]
    Away(#[from] reqwest::Error),
    /// It answered more than is sensible.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
}

/// A client for foreign systems, which answer within `limit` or not at all.
pub fn client(limit: Duration) -> Result<Client, UpstreamError> {
    Ok(Client::builder()
        .timeout(limit)
        .connect_timeout(limit.min(Duration::from_secs(3)))
        .redirect(redirect::Policy::none())
        .no_proxy()
        .user_agent("parvis")
        .build()?)
}

/// The body of an answer, at most `most` bytes.
pub async fn body(mut response: Response, most: usize) -> Result<Vec<u8>, UpstreamError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > most {
            return Err(UpstreamError::TooLarge(most));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
