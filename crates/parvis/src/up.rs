//! `parvis up`: the whole platform in this process, until it is told to stop.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};

use crate::announcement::announce;
use crate::cli::Up;
use crate::demo_application::demo_application;
use crate::heap;
use crate::platform::{DataFolder, Options, Platform};

/// Runs the platform until SIGTERM or SIGINT.
pub(crate) fn run(options: &Up) -> Result<ExitCode> {
    heap::share().context("the process can't start itself again")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(options))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(options: &Up) -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let folder =
        if options.ephemeral { DataFolder::ephemeral()? } else { DataFolder::open(&options.data)? };
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
        let client = parvis_chassis::upstream::client(Duration::from_secs(10))?;
        Some(demo_application(&client, &platform.gateway, &platform.folder).await?)
    };
    announce(&platform, application.as_ref(), options.json);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: what is underway is finished first");
    platform.stop().await
}
