//! The platform in processes of its own on this machine: sandbox, services and gateways, any number of
//! replicas of each, over PostgreSQL and RabbitMQ.
//!
//! Every process ends when this one does, however that happens. Addresses are chosen beforehand, those of
//! spare replicas too, so that replicas come and go while the others run.

mod databases;
mod environment;
mod plan;
mod ports;
mod process;
mod replica;
mod upstreams;

use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use futures_util::future::join_all;
use parvis_chassis::identity::OPERATOR;
use parvis_kernel::Secret;
use parvis_sandbox::Addresses;
use reqwest::Client;

use crate::operator::Place;
use crate::parts::{parts, services};
use crate::secrets::IDENTITY_KEY;
use databases::Databases;
use environment::Environment;
pub use plan::{Plan, Replicas};
use ports::Port;
use process::Recipe;
use replica::Replica;
use upstreams::Upstreams;

/// How often a watched platform is looked at.
const LOOK: Duration = Duration::from_millis(100);
/// How long it is left alone after something was started again.
const PAUSE: Duration = Duration::from_millis(500);

/// A running platform whose parts are processes.
#[derive(Debug)]
pub struct Apart {
    plan: Plan,
    databases: Databases,
    upstreams: Upstreams,
    replicas: Vec<Replica>,
    client: Client,
}

impl Apart {
    /// Makes what is missing in the plan's folder and on its servers, starts every process, and returns once
    /// all are ready.
    pub async fn start(plan: Plan) -> Result<Self> {
        let started = Self::start_unless(std::future::pending(), plan).await?;
        started.context("nobody can have ended it")
    }

    /// Does the same, unless `end` comes meanwhile: then it leaves nothing running and nothing ephemeral.
    pub async fn start_unless(end: impl Future<Output = ()>, plan: Plan) -> Result<Option<Self>> {
        plan.check()?;
        let name = plan.prepare_folder()?;
        let databases = Databases::make(&plan.postgres, &name).await?;
        let (ephemeral, made) = (plan.ephemeral, databases.clone());
        let started = tokio::select! {
            started = Box::pin(Self::start_on(plan, databases)) => started.map(Some),
            () = end => Ok(None),
        };
        if ephemeral && !matches!(started, Ok(Some(_))) {
            made.drop().await?;
        }
        started
    }

    async fn start_on(plan: Plan, databases: Databases) -> Result<Self> {
        let binaries = plan.binaries.clone().map_or_else(process::beside_this, Ok)?;
        let upstreams = Upstreams::start(&binaries, &plan.folder).await?;
        let replicas = place(&plan, &binaries)?;
        let client = parvis_chassis::upstream::client(Duration::from_secs(3))?;
        let mut apart = Self { plan, databases, upstreams, replicas, client };
        apart.wire()?;
        for replica in &mut apart.replicas {
            if replica.number <= apart.plan.replicas_of(replica.part).started {
                replica.start()?;
            }
        }
        apart.wait_until_ready().await?;
        Ok(apart)
    }

    /// The first gateway's address, without a slash at the end.
    pub fn gateway(&self) -> String {
        self.urls(parvis_gateway::NAME).into_iter().next().unwrap_or_default()
    }

    /// The addresses of all replicas of a part, whether they run or not; `gateway` is one of the parts.
    pub fn urls(&self, part: &str) -> Vec<String> {
        self.replicas.iter().filter(|r| r.part == part).map(Replica::url).collect()
    }

    /// Where the upstreams are.
    pub const fn sandbox(&self) -> &Addresses {
        &self.upstreams.addresses
    }

    /// The address of a service's database.
    pub fn database(&self, service: &str) -> Result<Secret> {
        self.databases.url(service)
    }

    /// The file that a replica's log lines are added to.
    pub fn log(&self, part: &str, number: usize) -> PathBuf {
        self.plan.folder.join(format!("logs/{part}-{number}.log"))
    }

    /// The process id of a replica that runs. The first replica of a part is number 1.
    pub fn process_id(&self, part: &str, number: usize) -> Option<u32> {
        let replica = self.replicas.iter().find(|r| r.part == part && r.number == number);
        replica.and_then(|replica| replica.process.as_ref()?.id())
    }

    /// Starts a replica that does not run, and waits until it is ready.
    pub async fn add(&mut self, part: &str, number: usize) -> Result<()> {
        let client = self.client.clone();
        let replica = self.replica(part, number)?;
        replica.start()?;
        replica::ready(vec![replica], &client).await
    }

    /// Ends a replica at once, as a power failure does.
    pub async fn kill(&mut self, part: &str, number: usize) -> Result<()> {
        self.replica(part, number)?.kill().await
    }

    /// Ends a replica in order, and tells how it ended.
    pub async fn stop(&mut self, part: &str, number: usize) -> Result<ExitStatus> {
        self.replica(part, number)?.stop().await
    }

    /// Ends a replica in order and starts it again.
    pub async fn restart(&mut self, part: &str, number: usize) -> Result<ExitStatus> {
        let status = self.stop(part, number).await?;
        self.add(part, number).await?;
        Ok(status)
    }

    /// Starts every replica again that ended unasked; returns how many had. They may not be ready yet.
    pub fn revive(&mut self) -> Result<usize> {
        let mut ended = 0;
        for replica in &mut self.replicas {
            if let Some(status) = replica.revive()? {
                let name = &replica.recipe.name;
                tracing::warn!(replica = name, %status, "ended unasked and is started again");
                ended += 1;
            }
        }
        Ok(ended)
    }

    /// Starts again whatever ends unasked, for as long as this is awaited.
    pub async fn watch(&mut self) -> Result<()> {
        loop {
            let ended = self.revive()?;
            tokio::time::sleep(if ended == 0 { LOOK } else { PAUSE }).await;
        }
    }

    /// Ends every process in order: gateways first, so that whoever is served is served to the end. The
    /// databases of an ephemeral platform are dropped.
    pub async fn end(mut self) -> Result<()> {
        let (gateways, services): (Vec<_>, Vec<_>) = std::mem::take(&mut self.replicas)
            .into_iter()
            .filter(|replica| replica.process.is_some())
            .partition(|replica| replica.part == parvis_gateway::NAME);
        let mut ends = Vec::new();
        for some in [gateways, services] {
            let ended = some.into_iter().map(|mut replica| async move {
                let status = replica.stop().await?;
                ensure!(status.success(), "{} ended with {status}", replica.recipe.name);
                Ok(())
            });
            // Whoever ends badly does not keep the others from ending well.
            ends.extend(join_all(ended).await);
        }
        ends.push(self.upstreams.stop().await);
        if self.plan.ephemeral {
            ends.push(self.databases.drop().await);
        }
        ends.into_iter().collect()
    }

    fn replica(&mut self, part: &str, number: usize) -> Result<&mut Replica> {
        let mut replicas = self.replicas.iter_mut();
        let found = replicas.find(|replica| replica.part == part && replica.number == number);
        found.with_context(|| format!("no replica {part}-{number} is planned"))
    }

    async fn wait_until_ready(&mut self) -> Result<()> {
        let client = &self.client;
        let running = self.replicas.iter_mut().filter(|replica| replica.process.is_some());
        replica::ready(running.collect(), client).await
    }

    /// Tells every replica where the others are, what it keeps its data in, and who it is.
    fn wire(&mut self) -> Result<()> {
        let mut all = Environment::development(self.sandbox());
        for part in services() {
            all.set(&format!("shared.addresses.{}", part.name), self.urls(part.name).join(","));
        }
        let public = self.plan.public_url.clone().unwrap_or_else(|| self.gateway());
        all.set("shared.public_url", public.trim_end_matches('/'));
        all.set("shared.bus", self.plan.broker.reveal());
        if let Some(redis) = &self.plan.redis {
            all.set("gateway.limits", redis.reveal());
        }
        for (name, value) in &self.plan.environment {
            all.set_variable(name, value);
        }
        let (databases, secrets) = (&self.databases, self.plan.secrets());
        for replica in &mut self.replicas {
            let mut own = all.clone();
            own.identify(replica.part, &secrets);
            own.set("shared.listen", replica.address.to_string());
            if replica.part != parvis_gateway::NAME {
                let database = databases.url(replica.part)?;
                own.set(&format!("shared.databases.{}", replica.part), database.reveal());
            }
            replica.recipe.environment = own;
        }
        self.admit_operator()
    }

    /// Leaves in the folder where the services are, and where the key of their operator is.
    fn admit_operator(&self) -> Result<()> {
        let services = services().into_iter().map(|part| part.name);
        let addresses = services.map(|name| (name.to_owned(), self.urls(name).join(",")));
        let key = self.plan.secrets().join(format!("{OPERATOR}.{IDENTITY_KEY}"));
        Place { addresses: addresses.collect(), identity_key_file: key }.keep(&self.plan.folder)
    }
}

/// Chooses a place for every replica that may ever run.
fn place(plan: &Plan, binaries: &Path) -> Result<Vec<Replica>> {
    let mut replicas = Vec::new();
    for part in parts().map(|part| part.name) {
        let count = plan.replicas_of(part);
        for number in 1..=count.started + count.spare {
            let first = part == parvis_gateway::NAME && number == 1 && plan.listen.port() != 0;
            let port = if first { None } else { Some(Port::choose()?) };
            let address = port.as_ref().map_or(plan.listen, Port::address);
            let name = format!("{part}-{number}");
            let recipe = Recipe {
                binary: binaries.join(format!("parvis-{part}")),
                arguments: Vec::new(),
                environment: Environment::default(),
                log: plan.folder.join(format!("logs/{name}.log")),
                name,
            };
            replicas.push(Replica { part, number, address, recipe, _port: port, process: None });
        }
    }
    Ok(replicas)
}
