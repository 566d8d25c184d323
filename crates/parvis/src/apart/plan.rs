//! What a platform in processes of its own is made of.

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use parvis_kernel::Secret;
use rand::distributions::{Alphanumeric, DistString as _};

use crate::parts::parts;
use crate::secrets;

/// Keeps the name of the platform, which its databases bear.
const NAME: &str = "name";
/// The folder of its secrets.
const SECRETS: &str = "secrets";

/// How many replicas of a part there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replicas {
    /// Those that are started at once.
    pub started: usize,
    /// Further ones, whose addresses the others know already.
    pub spare: usize,
}

/// A platform to be started.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its folder: secrets, logs, and what the sandbox keeps. It must be there.
    pub folder: PathBuf,
    /// Whether its databases are dropped at the end.
    pub ephemeral: bool,
    /// The binaries `parvis-<part>`; those beside the binary that runs, unless said.
    pub binaries: Option<PathBuf>,
    /// Some database on the PostgreSQL server, of a user who may make others.
    pub postgres: Secret,
    /// A virtual host of a RabbitMQ broker that nobody else uses: `amqp://…`.
    pub broker: Secret,
    /// A Redis in which the gateways count the calls of all of them, if any.
    pub redis: Option<Secret>,
    /// Where the first gateway listens; port 0 lets the platform choose.
    pub listen: SocketAddr,
    /// Where people and clients reach the gateway, if not where it listens.
    pub public_url: Option<String>,
    /// Replicas by part; one of each that is not named.
    pub replicas: BTreeMap<String, Replicas>,
    /// Further variables for every process, such as `PARVIS_SHARED__LOG`.
    pub environment: BTreeMap<String, String>,
}

impl Plan {
    /// A platform with one replica of each part.
    pub fn new(folder: impl Into<PathBuf>, postgres: Secret, broker: Secret) -> Self {
        Self {
            folder: folder.into(),
            ephemeral: false,
            binaries: None,
            postgres,
            broker,
            redis: None,
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            public_url: None,
            replicas: BTreeMap::new(),
            environment: BTreeMap::new(),
        }
    }

    /// Starts this many replicas of a part, and plans `spare` further ones.
    #[must_use]
    pub fn with(mut self, part: &str, started: usize, spare: usize) -> Self {
        self.replicas.insert(part.to_owned(), Replicas { started, spare });
        self
    }

    pub(super) fn check(&self) -> Result<()> {
        for (name, count) in &self.replicas {
            let names: Vec<_> = parts().map(|part| part.name).collect();
            ensure!(
                names.contains(&name.as_str()),
                "there is no part {name}: {}",
                names.join(", ")
            );
            ensure!(count.started > 0, "{name} needs at least one replica");
        }
        Ok(())
    }

    pub(super) fn replicas_of(&self, part: &str) -> Replicas {
        self.replicas.get(part).copied().unwrap_or(Replicas { started: 1, spare: 0 })
    }

    /// Where its secrets are.
    pub(super) fn secrets(&self) -> PathBuf {
        self.folder.join(SECRETS)
    }

    /// Makes what the folder does not hold yet, and returns the platform's name.
    pub(super) fn prepare_folder(&self) -> Result<String> {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(self.folder.join("logs"));
        made.with_context(|| format!("{} can't be used", self.folder.display()))?;
        if !self.secrets().is_dir() {
            secrets::write(&self.secrets(), &secrets::keys()?)?;
        }
        let place = self.folder.join(NAME);
        if let Some(kept) = read(&place)? {
            return Ok(kept);
        }
        let name = Alphanumeric.sample_string(&mut rand::thread_rng(), 10).to_ascii_lowercase();
        fs::write(place, &name)?;
        Ok(name)
    }
}

fn read(place: &Path) -> Result<Option<String>> {
    let there = place.try_exists()?;
    Ok(if there { Some(fs::read_to_string(place)?) } else { None })
}
