//! A part of the platform as a process of its own: its command line, settings, start and end.
//!
//! The port answers from the first moment: it lives at once, and is ready when its database and the bus
//! are. SIGTERM and SIGINT end it in order: it says that it is not ready, finishes what is underway, and
//! goes.

mod command_line;
mod healthcheck;
mod life;
mod part;
mod starting;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use command_line::Asked;
pub use part::Part;

use crate::settings::{Config, SHARED_DEFAULTS, Shared};
use crate::{StartError, telemetry};

/// How long a thread that computes waits for more; it keeps its stack meanwhile.
const IDLE: Duration = Duration::from_secs(1);

/// Runs part `P` as its command line asks. 0: done, or ended in order; 1: it could not; 2: usage.
pub fn run<P: Part>() -> ExitCode {
    crate::install_tls();
    let arguments = std::env::args_os().skip(1).map(OsString::into_string);
    let Ok(asked) = Asked::read(arguments) else {
        complain::<P>("it takes no such arguments; see --help");
        return ExitCode::from(2);
    };
    let done = match asked {
        Asked::Version => say(format_args!("parvis-{} {}", P::name(), env!("CARGO_PKG_VERSION"))),
        Asked::Help => say(command_line::help(P::name())),
        Asked::Serve(attachment) => serve::<P>(attachment),
        Asked::Healthcheck(page) => healthcheck::ask(&settings::<P>(), page),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain::<P>(error);
            ExitCode::FAILURE
        }
    }
}

fn serve<P: Part>(attachment: command_line::Attachment) -> Result<(), StartError> {
    let config = settings::<P>();
    let shared = checked::<P>(&config)?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(shared.worker_threads).thread_keep_alive(IDLE);
    let runtime = runtime.enable_all().build();
    runtime.map_err(StartError::other)?.block_on(async {
        let telemetry = telemetry::start(P::name(), &shared)?;
        let lived = life::live::<P>(&config, &shared, attachment).await;
        telemetry.end().await;
        lived
    })
}

fn settings<P: Part>() -> Config {
    Config::from_defaults([SHARED_DEFAULTS, P::defaults()]).with_environment()
}

/// The shared settings, when nothing is wrong with any that this process reads.
fn checked<P: Part>(config: &Config) -> Result<Shared, StartError> {
    let own = P::faults(config);
    match config.shared_and(part::faults_apart::<P>) {
        Ok(shared) if own.is_empty() => Ok(shared),
        Ok(_) => Err(StartError::Settings(own)),
        Err(faults) => Err(StartError::Settings([faults, own].concat())),
    }
}

fn say(text: impl Display) -> Result<(), StartError> {
    writeln!(std::io::stdout().lock(), "{text}").map_err(StartError::other)
}

fn complain<P: Part>(text: impl Display) {
    writeln!(std::io::stderr().lock(), "parvis-{}: {text}", P::name()).ok();
}
