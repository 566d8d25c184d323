//! `parvis events`: the facts that services say, seen as they go by or handed over again.

mod follow;
mod replay;
mod tail;

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::EventsCommand;

/// Carries out the command.
pub(crate) fn run(command: &EventsCommand) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            EventsCommand::Replay(options) => replay::replay(options).await,
            EventsCommand::Tail(options) => tail::tail(options).await,
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
