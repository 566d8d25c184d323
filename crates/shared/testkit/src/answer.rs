//! What an HTTP call answered, whole.

use reqwest::header::HeaderMap;
use serde_json::Value;

/// Status, headers and body of an answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Reads a response to its end.
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, bytes: response.bytes().await.unwrap().to_vec() }
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The code of a problem, when the answer is one in the agreed shape.
    pub fn problem(&self) -> Option<String> {
        let body = self.json();
        let typed = self.headers.get("content-type")?.to_str().ok()?;
        let shape = typed == "application/problem+json"
            && body["success"] == Value::Bool(false)
            && body["status"].as_u64() == Some(u64::from(self.status));
        shape.then(|| body["error"]["code"].as_str().unwrap_or_default().to_owned())
    }
}
