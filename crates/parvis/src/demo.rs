//! `parvis demo`: one client onboarded end to end, as his backend and as the signer, over HTTP alone.

mod backend;
mod journey;
mod signer;
mod stages;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::cli::Demo;
use crate::output;
use crate::platform::{DataFolder, Options, Platform};
use backend::Backend;
use journey::Journey;
use signer::Signer;
use stages::Stages;

/// Runs the demo against the given platform, or against a temporary one of its own.
pub(crate) fn run(options: &Demo) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(demo(options))
}

async fn demo(options: &Demo) -> Result<ExitCode> {
    fs::create_dir_all(&options.out).context("the output folder can't be made")?;
    let mut stages = Stages::default();
    let result = Box::pin(onboard(options, &mut stages)).await;
    if let Err(error) = &result {
        stages.fail(error);
    }
    if options.json {
        output::line(stages.to_json());
    } else if result.is_ok() {
        output::line(format_args!("\nThe files are in {}", options.out.display()));
    }
    Ok(if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn onboard(options: &Demo, stages: &mut Stages) -> Result<()> {
    let (own, gateway, sandbox) = match (&options.gateway, &options.sandbox) {
        (Some(gateway), Some(sandbox)) => (None, gateway.clone(), sandbox.clone()),
        _ => own_platform(stages).await?,
    };
    let signer = Signer::new(&sandbox)?;
    let backend = Backend::new(&gateway, options.master_key.as_deref())?;
    let mut journey = Journey { backend, signer, vat: &options.vat, out: &options.out };
    let travelled = journey.travel(stages).await;
    if let Some(platform) = own {
        platform.stop().await?;
    }
    travelled
}

async fn own_platform(stages: &mut Stages) -> Result<(Option<Platform>, String, String)> {
    let platform = stages.run("start", Box::pin(temporary())).await?;
    let gateway = platform.gateway.clone();
    let sandbox = platform.sandbox.as_ref().context("no sandbox")?.addresses().http_url.clone();
    Ok((Some(platform), gateway, sandbox))
}

async fn temporary() -> Result<(Platform, String)> {
    let folder = DataFolder::ephemeral()?;
    let listen = ([127, 0, 0, 1], 0).into();
    let options = Options { folder, listen, public_url: None, production: false, quiet: true };
    Ok((Platform::start(options).await?, "a temporary platform is up".to_owned()))
}
