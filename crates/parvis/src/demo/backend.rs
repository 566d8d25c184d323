//! The client's backend: what an application does with its master key.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::{Client, Method, Response};
use serde_json::Value;

/// How long one answer may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Calls the gateway as one application.
pub(crate) struct Backend {
    client: Client,
    gateway: String,
    master_key: Option<String>,
}

impl Backend {
    /// Calls `gateway`, with a key once there is one.
    pub(crate) fn new(gateway: &str, master_key: Option<&str>) -> Result<Self> {
        Ok(Self {
            client: parvis_chassis::upstream::client(LIMIT)?,
            gateway: gateway.trim_end_matches('/').to_owned(),
            master_key: master_key.map(ToOwned::to_owned),
        })
    }

    /// Whether it has a key.
    pub(crate) fn has_key(&self) -> bool {
        self.master_key.is_some()
    }

    /// Takes a key.
    pub(crate) fn take_key(&mut self, key: String) {
        self.master_key = Some(key);
    }

    /// The client that it calls with.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The gateway's address.
    pub(crate) fn gateway(&self) -> &str {
        &self.gateway
    }

    /// Posts JSON; any success is fine.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let response = self.send(Method::POST, path, Some(body)).await?;
        Ok(response.json().await?)
    }

    /// Gets JSON.
    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        Ok(self.send(Method::GET, path, None).await?.json().await?)
    }

    /// Gets bytes.
    pub(crate) async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        Ok(self.send(Method::GET, path, None).await?.bytes().await?.to_vec())
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Response> {
        let mut request = self.client.request(method, format!("{}{path}", self.gateway));
        if let Some(key) = &self.master_key {
            request = request.header("X-Master-Key", key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.with_context(|| format!("{path} did not answer"))?;
        let status = response.status();
        if !status.is_success() {
            bail!("{path} answered {status}: {}", response.text().await.unwrap_or_default());
        }
        Ok(response)
    }
}
