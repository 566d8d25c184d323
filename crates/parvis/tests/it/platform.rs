//! A platform as its users have it: the `parvis` command in a process of its own.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
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
    /// The body as JSON; null where it is none.
    pub(crate) body: Value,
    /// The body as it came.
    pub(crate) text: String,
}

impl Answer {
    /// A header's text, empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

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
    temporary: TempDir,
}

/// The file of a log, beside the data folder.
const LOG: &str = "log";

/// One platform for the tests of a file: it runs as long as one of them holds it.
pub(crate) struct Shared(Mutex<Weak<Platform>>);

impl Shared {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(Weak::new()))
    }

    /// The platform that runs, or a fresh one.
    pub(crate) fn platform(&self) -> Arc<Platform> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let fresh = Arc::new(Platform::start());
            *running = Arc::downgrade(&fresh);
            fresh
        })
    }
}

impl Platform {
    /// Starts a platform on a fresh folder.
    pub(crate) fn start() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("data");
        let (process, ready) = up(&folder, |_| {}).expect("up");
        Self::of(temporary, folder, process, &ready)
    }

    /// Starts a platform that logs everything, as JSON, into a file.
    pub(crate) fn start_logging() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("data");
        let log = File::create(temporary.path().join(LOG)).unwrap();
        let logging = |command: &mut Command| {
            command.env("PARVIS_SHARED__LOG", "debug").env("PARVIS_SHARED__LOG_FORMAT", "json");
            command.stderr(log);
        };
        let (process, ready) = up(&folder, logging).expect("up");
        Self::of(temporary, folder, process, &ready)
    }

    /// Its data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it logged so far, when it was started logging.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.temporary.path().join(LOG)).unwrap()
    }

    fn of(temporary: TempDir, folder: PathBuf, process: Child, ready: &Value) -> Self {
        let word = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        Self {
            gateway: word("gateway"),
            sandbox: word("sandbox"),
            master_key: word("master_key"),
            client: client(),
            process,
            folder,
            temporary,
        }
    }

    /// Ends the process at once, as a power failure does, and starts it again on the same folder. With
    /// `failpoint`, it will die there; returns whether it already died before it was ready.
    pub(crate) fn restart(&mut self, failpoint: Option<&str>) -> bool {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let dying = |command: &mut Command| {
            failpoint.map(|failpoint| command.env("PARVIS_FAILPOINT", failpoint));
        };
        let started = up(&self.folder, dying);
        let died = started.is_none();
        let again = || up(&self.folder, |_| {});
        let (process, ready) = started.or_else(again).expect("up after a kill");
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
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or_default(), text })
}

/// Calls on connections of their own, since tests that share a platform have runtimes of their own; shows
/// redirections as they come.
fn client() -> Client {
    let follows_nothing = reqwest::redirect::Policy::none();
    let client = Client::builder().timeout(PATIENCE).pool_max_idle_per_host(0);
    client.redirect(follows_nothing).build().unwrap()
}

/// Starts `parvis up`; `None` when it ended before it was ready.
fn up(folder: &Path, adjust: impl FnOnce(&mut Command)) -> Option<(Child, Value)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parvis"));
    command.args(["up", "--json", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
    command.env("PARVIS_SHARED__LOG", "warn").stdout(Stdio::piped());
    adjust(&mut command);
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
