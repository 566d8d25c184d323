//! A platform as its users have it: the `parvis` command, on the stack that the tests run on.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use reqwest::{Client, Method};
use serde_json::Value;

use crate::ground::{Form, Ground};

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
    /// Where each service is.
    services: BTreeMap<String, Vec<String>>,
    client: Client,
    pub(crate) process: Child,
    pub(crate) ground: Ground,
}

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
    /// Starts a platform on fresh ground.
    pub(crate) fn start() -> Self {
        Self::start_on(Ground::fresh(Form::chosen()), |_, _| {})
    }

    /// Starts a platform that runs in one process, whatever stack the tests run on.
    pub(crate) fn start_embedded() -> Self {
        Self::start_on(Ground::fresh(Form::Embedded), |_, _| {})
    }

    /// Starts a platform that logs everything, as JSON, into files, with some variables set.
    pub(crate) fn start_logging(form: Form, variables: &[(&str, &str)]) -> Self {
        Self::start_on(Ground::fresh(form), |ground, command| {
            command.envs(variables.iter().copied());
            command.env("PARVIS_SHARED__LOG", "debug").env("PARVIS_SHARED__LOG_FORMAT", "json");
            ground.log_into_file(command);
        })
    }

    /// Starts a platform on this ground.
    pub(crate) fn start_on(ground: Ground, adjust: impl FnOnce(&Ground, &mut Command)) -> Self {
        let mut command = ground.up();
        adjust(&ground, &mut command);
        let (process, ready) = up(command).expect("up");
        let word = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        let (gateway, sandbox) = (word("gateway"), word("sandbox"));
        let master_key = word("master_key");
        let services = serde_json::from_value(ready["services"].clone()).unwrap();
        Self { gateway, sandbox, master_key, services, client: client(), process, ground }
    }

    /// Ends everything at once, as a power failure does, and starts it again on the same ground. With
    /// `failpoint`, a process will die there; returns whether it already died before all was ready.
    pub(crate) fn restart(&mut self, failpoint: Option<&str>) -> bool {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let mut command = self.ground.up();
        if let Some(failpoint) = failpoint {
            command.env("PARVIS_FAILPOINT", failpoint);
        }
        let started = up(command);
        let died = started.is_none();
        let (process, ready) = started.or_else(|| up(self.ground.up())).expect("up after a kill");
        let word = |name: &str| ready[name].as_str().unwrap_or_default().to_owned();
        (self.process, self.gateway, self.sandbox) = (process, word("gateway"), word("sandbox"));
        died
    }

    /// What all replicas of all services tell about themselves at `/metrics`.
    pub(crate) async fn metrics(&self) -> String {
        let mut all = String::new();
        for address in self.services.values().flatten() {
            let told = answer(self.client.get(format!("{address}/metrics"))).await.unwrap();
            assert_eq!(told.status, 200, "{}", told.text);
            all.push_str(&told.text);
        }
        all
    }

    /// Ends it in order, as an operator does, and waits for that.
    pub(crate) fn end(&mut self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.process.wait().unwrap().success());
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

/// Runs `parvis up`; `None` when it ended before it was ready.
fn up(mut command: Command) -> Option<(Child, Value)> {
    let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
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
