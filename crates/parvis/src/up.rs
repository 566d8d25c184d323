//! `parvis up`: the whole platform, until it is told to stop; in this process, or in processes of its own.

mod apart;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use parvis_kernel::Secret;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::announcement::Announcement;
use crate::apart::Plan;
use crate::cli::Up;
use crate::demo_application::{self, DemoApplication, demo_application};
use crate::platform::{DataFolder, Options, Platform};

/// Runs the platform until SIGTERM or SIGINT.
pub(crate) fn run(options: &Up) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let end = End::expected()?;
        let folder = if options.ephemeral {
            DataFolder::ephemeral()?
        } else {
            DataFolder::open(&options.data)?
        };
        match (&options.postgres, &options.broker) {
            (Some(postgres), Some(broker)) => {
                let plan = Plan::new(folder.path(), Secret::new(postgres), Secret::new(broker));
                Box::pin(apart::serve(options, plan, folder, end)).await
            }
            _ => Box::pin(serve(options, folder, end)).await,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(options: &Up, folder: DataFolder, mut end: End) -> Result<()> {
    let platform = Platform::start(Options {
        folder,
        listen: options.listen,
        public_url: options.public_url.clone(),
        production: options.production,
        quiet: false,
    })
    .await?;
    let application = if options.production {
        None
    } else {
        Some(demo(&platform.gateway, &platform.folder).await?)
    };
    let sandbox = platform.sandbox.as_ref().map(parvis_sandbox::Sandbox::addresses);
    let ready = Announcement {
        gateway: platform.gateway.clone(),
        services: platform.services.clone(),
        sandbox: sandbox.map(|at| (at.http_url.clone(), at.inbox_url.clone())),
        application: application.map(|it| (it, platform.folder.place(demo_application::FILE))),
    };
    ready.make(options.json);
    end.came().await;
    tracing::info!("stopping: what is underway is finished first");
    platform.stop().await
}

/// The demo application of the platform behind `gateway`.
async fn demo(gateway: &str, folder: &DataFolder) -> Result<DemoApplication> {
    let client = parvis_chassis::upstream::client(Duration::from_secs(10))?;
    demo_application(&client, gateway, folder).await
}

/// What ends the platform.
struct End {
    terminate: Signal,
    interrupt: Signal,
}

impl End {
    fn expected() -> Result<Self> {
        let (terminate, interrupt) = (SignalKind::terminate(), SignalKind::interrupt());
        Ok(Self { terminate: signal(terminate)?, interrupt: signal(interrupt)? })
    }

    async fn came(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
