//! The calls of one application's backend and of its signers, each measured by its name.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde_json::Value;

use crate::platform::Platform;
use crate::tally::Tally;

/// How long one answer may take.
const LIMIT: Duration = Duration::from_secs(30);

/// A call that was not answered as it should be; the tally knows why.
#[derive(Debug)]
pub(crate) struct Failed;

/// Calls a platform as one application.
pub(crate) struct Caller<'a> {
    http: Client,
    gateway: String,
    master_key: String,
    pub(crate) tally: &'a Tally,
}

/// A client without pauses, proxies or redirects of its own.
pub(crate) fn http() -> Client {
    let client = Client::builder().timeout(LIMIT).no_proxy().redirect(redirect::Policy::none());
    client.build().unwrap()
}

impl<'a> Caller<'a> {
    pub(crate) fn new(platform: &Platform, tally: &'a Tally) -> Self {
        let (gateway, master_key) = (platform.gateway.clone(), platform.master_key.clone());
        Self { http: http(), gateway, master_key, tally }
    }

    /// A call of the application's backend.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.keyless(method, path).header("X-Master-Key", &self.master_key)
    }

    /// A call without a key.
    pub(crate) fn keyless(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.gateway))
    }

    /// Posts JSON, under a key where there is one; repeated with the same key it has one effect.
    pub(crate) async fn post(
        &self,
        name: &'static str,
        path: &str,
        (body, key): (&Value, Option<&str>),
    ) -> Result<Value, Failed> {
        let request = self.request(Method::POST, path).json(body);
        let request = match key {
            Some(key) => request.header("Idempotency-Key", key),
            None => request,
        };
        self.json(name, request).await
    }

    /// Gets JSON.
    pub(crate) async fn get(&self, name: &'static str, path: &str) -> Result<Value, Failed> {
        self.json(name, self.request(Method::GET, path)).await
    }

    /// Makes a call whose answer is JSON.
    pub(crate) async fn json(
        &self,
        name: &'static str,
        request: RequestBuilder,
    ) -> Result<Value, Failed> {
        let bytes = self.measured(name, request).await?;
        serde_json::from_slice(&bytes).map_err(|error| self.failed(name, &error))
    }

    /// Makes a call and reads its answer to the end.
    pub(crate) async fn measured(
        &self,
        name: &'static str,
        request: RequestBuilder,
    ) -> Result<Vec<u8>, Failed> {
        let begun = Instant::now();
        let answer = request.send().await.map_err(|error| self.failed(name, &error))?;
        let status = answer.status();
        let bytes = read(answer).await.map_err(|error| self.failed(name, &error))?;
        if status.is_success() || status.is_redirection() {
            self.tally.took(name, begun.elapsed());
            return Ok(bytes);
        }
        let said = String::from_utf8_lossy(&bytes).into_owned();
        Err(self.failed(name, &format_args!("{status} {said}")))
    }

    fn failed(&self, name: &'static str, why: &dyn std::fmt::Display) -> Failed {
        self.tally.failed(name, &why.to_string());
        Failed
    }
}

async fn read(answer: Response) -> reqwest::Result<Vec<u8>> {
    Ok(answer.bytes().await?.to_vec())
}
