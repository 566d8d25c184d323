//! A platform as its users have it: the `parvis` command in a process of its own.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Method};
use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// What an HTTP call answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// The code of a problem in the agreed shape.
    pub(crate) fn problem(&self) -> Option<&str> {
        let typed = self.headers.get("content-type")?.to_str().ok()?;
        let shape = typed == "application/problem+json" && self.body["success"] == false;
        if shape { self.body["error"]["code"].as_str() } else { None }
    }
}

/// A running `parvis up`.
pub(crate) struct Platform {
    pub(crate) gateway: String,
    pub(crate) sandbox: String,
    pub(crate) master_key: String,
    client: Client,
    pub(crate) process: Child,
    folder: PathBuf,
    _temporary: TempDir,
}

impl Platform {
    /// Starts a platform on a fresh folder.
    pub(crate) fn start() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("data");
        let (process, ready) = up(&folder, None).expect("up");
        Self::of(temporary, folder, process, &ready)
    }

    fn of(temporary: TempDir, folder: PathBuf, process: Child, ready: &Value) -> Self {
        let word = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        Self {
            gateway: word("gateway"),
            sandbox: word("sandbox"),
            master_key: word("master_key"),
            client: Client::builder().timeout(PATIENCE).build().unwrap(),
            process,
            folder,
            _temporary: temporary,
        }
    }

    /// Ends the process at once, as a power failure does, and starts it again on the same folder. With
    /// `failpoint`, it will die there; returns whether it already died before it was ready.
    pub(crate) fn restart(&mut self, failpoint: Option<&str>) -> bool {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let started = up(&self.folder, failpoint);
        let died = started.is_none();
        let (process, ready) = started.or_else(|| up(&self.folder, None)).expect("up after a kill");
        let word = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        (self.process, self.gateway, self.sandbox) = (process, word("gateway"), word("sandbox"));
        died
    }

    /// Calls the gateway with the demo application's key.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        answer(self.request(method, path, body)).await.unwrap()
    }

    /// A request with the demo application's key.
    pub(crate) fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> reqwest::RequestBuilder {
        let mut request = self.client.request(method, format!("{}{path}", self.gateway));
        request = request.header("X-Master-Key", &self.master_key);
        match body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    /// Posts JSON with the demo application's key.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Gets JSON with the demo application's key.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    /// A request without a key.
    pub(crate) fn keyless(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.gateway))
    }

    /// A request to the sandbox.
    pub(crate) fn sandbox(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.sandbox))
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Reads an answer to its end.
pub(crate) async fn answer(request: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.bytes().await?;
    Ok(Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or_default() })
}

/// Starts `parvis up`; `None` when it ended before it was ready.
fn up(folder: &Path, failpoint: Option<&str>) -> Option<(Child, Value)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
    command.args(["up", "--json", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
    command.env("PARVIS_SHARED__LOG", "warn").stdout(Stdio::piped());
    if let Some(failpoint) = failpoint {
        command.env("PARVIS_FAILPOINT", failpoint);
    }
    let mut process = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let Ok(ready) = serde_json::from_str(&line) else {
        process.wait().unwrap();
        return None;
    };
    Some((process, ready))
}

/// Looks until something is found, within bounds.
pub(crate) async fn until<T, F: Future<Output = Option<T>>>(what: &str, look: impl Fn() -> F) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "{what} did not come");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
