//! The sandbox as a process of its own: every upstream of the platform.

use std::path::Path;

use anyhow::{Context as _, Result};
use parvis_sandbox::Addresses;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use super::environment::Environment;
use super::ports::Port;
use super::process::{Process, Recipe};

/// A running sandbox.
#[derive(Debug)]
pub(super) struct Upstreams {
    /// Where its servers listen, and what to trust.
    pub(super) addresses: Addresses,
    process: Process,
    _ports: [Port; 3],
}

impl Upstreams {
    /// Starts it on ports of its own; what its clients trust is kept in `folder`.
    pub(super) async fn start(binaries: &Path, folder: &Path) -> Result<Self> {
        let ports = [Port::choose()?, Port::choose()?, Port::choose()?];
        let mut arguments = vec!["--data".to_owned(), folder.join("sandbox").display().to_string()];
        for (option, port) in ["--http", "--smtp", "--dns"].into_iter().zip(&ports) {
            arguments.extend([option.to_owned(), port.address().to_string()]);
        }
        let recipe = Recipe {
            name: "sandbox".to_owned(),
            binary: binaries.join("parvis-sandbox"),
            arguments,
            environment: Environment::default(),
            log: folder.join("logs/sandbox.log"),
        };
        let mut process = recipe.start()?;
        let mut line = String::new();
        let output = process.output().context("no output")?;
        BufReader::new(output).read_line(&mut line).await?;
        let addresses = serde_json::from_str(&line);
        let addresses = addresses
            .with_context(|| format!("the sandbox did not start; see {}", recipe.log.display()))?;
        Ok(Self { addresses, process, _ports: ports })
    }

    /// Ends it.
    pub(super) async fn stop(self) -> Result<()> {
        self.process.stop().await.map(drop)
    }
}
