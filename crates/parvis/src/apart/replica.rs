//! One replica of a part: its place, and the process that runs there or does not.

use std::net::SocketAddr;
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::future::try_join_all;
use reqwest::Client;
use tokio::time::Instant;

use super::ports::Port;
use super::process::{Process, Recipe};

/// How long a replica may take to be ready.
const PATIENCE: Duration = Duration::from_mins(1);
/// After how long it is said what it waits for.
const NOTICE: Duration = Duration::from_secs(5);
/// How often it is asked.
const LOOK: Duration = Duration::from_millis(20);

/// A replica, which may run or not.
#[derive(Debug)]
pub(super) struct Replica {
    /// Its part.
    pub(super) part: &'static str,
    /// Which of its part it is, from 1.
    pub(super) number: usize,
    /// Where it listens when it runs.
    pub(super) address: SocketAddr,
    /// How it is started.
    pub(super) recipe: Recipe,
    /// Keeps the port, where it was chosen.
    pub(super) _port: Option<Port>,
    /// The process, while it should run.
    pub(super) process: Option<Process>,
}

impl Replica {
    /// Its address as a URL.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Starts it, without waiting for it.
    pub(super) fn start(&mut self) -> Result<()> {
        ensure!(self.process.is_none(), "{} runs already", self.recipe.name);
        self.process = Some(self.recipe.start()?);
        Ok(())
    }

    /// Starts it again if it ended unasked; returns how it ended.
    pub(super) fn revive(&mut self) -> Result<Option<ExitStatus>> {
        let Some(status) = self.process.as_mut().and_then(Process::ended) else { return Ok(None) };
        self.process = Some(self.recipe.start_again()?);
        Ok(Some(status))
    }

    /// Whether it says that it is ready; that it ended is an error.
    async fn is_ready(&mut self, client: &Client) -> Result<bool> {
        if let Some(status) = self.process.as_mut().and_then(Process::ended) {
            bail!("{} ended ({status}): {}", self.recipe.name, self.last_words());
        }
        let answer = client.get(format!("{}/health/ready", self.url())).send().await;
        Ok(answer.is_ok_and(|answer| answer.status().is_success()))
    }

    /// Ends it at once.
    pub(super) async fn kill(&mut self) -> Result<()> {
        let mut process = self.running()?;
        process.kill().await
    }

    /// Ends it in order.
    pub(super) async fn stop(&mut self) -> Result<ExitStatus> {
        self.running()?.stop().await
    }

    fn running(&mut self) -> Result<Process> {
        self.process.take().with_context(|| format!("{} does not run", self.recipe.name))
    }

    fn tell_that_it_waits(&self) {
        let (log, words) = (self.recipe.log.display(), self.last_words());
        let last = words.lines().next_back().unwrap_or("it has said nothing");
        tracing::warn!(%log, "{} is not ready yet: {last}", self.recipe.name);
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.recipe.log).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(8).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

/// Waits until all of these are ready at once: whoever was ready may end while another waits for it.
pub(super) async fn ready(mut replicas: Vec<&mut Replica>, client: &Client) -> Result<()> {
    let start = Instant::now();
    let mut told = false;
    loop {
        let asked = replicas.iter_mut().map(|replica| replica.is_ready(client));
        let ready = try_join_all(asked).await?;
        let Some(waiting) = ready.iter().position(|ready| !ready) else { return Ok(()) };
        let (late, slow) = (start.elapsed() > PATIENCE, &replicas[waiting]);
        ensure!(!late, "{} is not ready: {}", slow.recipe.name, slow.last_words());
        if !told && start.elapsed() > NOTICE {
            slow.tell_that_it_waits();
            told = true;
        }
        tokio::time::sleep(LOOK).await;
    }
}
