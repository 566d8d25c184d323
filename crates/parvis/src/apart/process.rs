//! One process of the platform: its binary, its log, and its end.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use super::environment::Environment;

/// How long a process may take to end after SIGTERM: a little more than it gives itself.
const PATIENCE: Duration = Duration::from_secs(80);

/// A process that ends with this one, however this one ends.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// The process ends when nobody holds the other end of its standard input.
    _leash: Option<ChildStdin>,
    name: String,
}

/// How to start it.
#[derive(Debug, Clone)]
pub(super) struct Recipe {
    /// What it is called in messages.
    pub(super) name: String,
    /// Its binary.
    pub(super) binary: PathBuf,
    /// Its arguments, beside the one that attaches it to this process.
    pub(super) arguments: Vec<String>,
    /// Its variables.
    pub(super) environment: Environment,
    /// Where its standard error is added to.
    pub(super) log: PathBuf,
}

impl Recipe {
    /// The variable by which a test makes a process die at a named point.
    const FAILPOINT: &str = "PARVIS_FAILPOINT";

    /// Starts it.
    pub(super) fn start(&self) -> Result<Process> {
        self.spawn(|command| command)
    }

    /// Starts it after its death. A point at which it was made to die counts once.
    pub(super) fn start_again(&self) -> Result<Process> {
        self.spawn(|command| command.env_remove(Self::FAILPOINT))
    }

    fn spawn(&self, adjust: impl FnOnce(&mut Command) -> &mut Command) -> Result<Process> {
        let log = OpenOptions::new().create(true).append(true).open(&self.log)?;
        let mut command = Command::new(&self.binary);
        command.arg("--attached").args(&self.arguments).kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log);
        // A terminal's Ctrl-C goes to a whole group; told by it and by this one, a process would be told twice
        // and end at once.
        command.process_group(0);
        for (name, value) in self.environment.variables() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        let mut child = adjust(&mut command).spawn().with_context(|| {
            let binary = self.binary.display();
            format!("{binary} can't be started; cargo build --workspace --bins makes it")
        })?;
        // Waiting for a child would close its input, and so end it.
        let leash = child.stdin.take();
        Ok(Process { child, _leash: leash, name: self.name.clone() })
    }
}

impl Process {
    /// Its id.
    pub(super) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Its standard output.
    pub(super) fn output(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// How it ended, if it did.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Ends it at once, as a power failure does.
    pub(super) async fn kill(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Tells it to finish what is underway and to end, and waits for that.
    pub(super) async fn stop(mut self) -> Result<ExitStatus> {
        let id = self.child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?));
        if let Some(id) = id {
            // It may have ended this moment.
            kill_process(id, Signal::TERM).ok();
        }
        match tokio::time::timeout(PATIENCE, self.child.wait()).await {
            Ok(status) => Ok(status?),
            Err(_) => bail!("{} did not end in {} s", self.name, PATIENCE.as_secs()),
        }
    }
}

/// Where the binaries stand: beside the one that runs, or above the tests.
pub(super) fn beside_this() -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    let folder = this.parent().unwrap_or(Path::new("."));
    let is_of_tests = folder.file_name() == Some(OsStr::new("deps"));
    let folder = if is_of_tests { folder.parent().unwrap_or(folder) } else { folder };
    Ok(folder.to_owned())
}
