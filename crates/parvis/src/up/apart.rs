//! The platform in processes of its own, kept running from the foreground.

use anyhow::Result;
use parvis_chassis::settings::SHARED_DEFAULTS;
use parvis_chassis::{Config, StartError};
use parvis_kernel::Secret;

use super::{End, demo};
use crate::announcement::Announcement;
use crate::apart::{Apart, Plan};
use crate::cli::Up;
use crate::demo_application;
use crate::parts::services;
use crate::platform::DataFolder;

/// Starts every process, announces the platform, and starts again what ends unasked.
pub(super) async fn serve(
    options: &Up,
    mut plan: Plan,
    folder: DataFolder,
    mut end: End,
) -> Result<()> {
    start_log()?;
    plan.ephemeral = options.ephemeral;
    plan.redis = options.redis.as_ref().map(Secret::new);
    plan.listen = options.listen;
    plan.public_url.clone_from(&options.public_url);
    for count in &options.replicas {
        plan = plan.with(&count.part, count.replicas, 0);
    }
    let started = Box::pin(Apart::start_unless(end.came(), plan)).await?;
    let Some(mut apart) = started else { return Ok(()) };
    let sandbox = apart.sandbox();
    let ready = Announcement {
        gateway: apart.gateway(),
        services: services().iter().map(|part| (part.name, apart.urls(part.name))).collect(),
        sandbox: Some((sandbox.http_url.clone(), sandbox.inbox_url.clone())),
        application: Some((
            demo(&apart.gateway(), &folder).await?,
            folder.place(demo_application::FILE),
        )),
    };
    ready.make(options.json);
    tokio::select! {
        failed = apart.watch() => failed?,
        () = end.came() => {}
    }
    tracing::info!("stopping: what is underway is finished first");
    Box::pin(apart.end()).await
}

/// Only what this process itself reads: the others read the rest, and tell its faults.
fn start_log() -> Result<()> {
    let config = Config::from_defaults([SHARED_DEFAULTS]).with_environment();
    let (filter, format) = config.log().map_err(StartError::Settings)?;
    parvis_chassis::telemetry::log(&filter, format);
    Ok(())
}
