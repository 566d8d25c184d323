//! The command line: what can be asked, and the exit code of the answer.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::{demo, up, vat_check, verify};

/// Onboards companies: checks them, writes and signs their contract, prepares their space.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the whole platform in this process.
    Up(Up),
    /// Onboard one client end to end, as his backend and as the signer, over HTTP alone.
    Demo(Demo),
    /// Check the signatures of a PDF, offline.
    Verify(Verify),
    /// Check VAT numbers, offline; one line of output a number.
    VatCheck(VatCheck),
}

/// Options of `up`.
#[derive(Debug, Args)]
pub(crate) struct Up {
    /// Where databases and keys are kept.
    #[arg(long, value_name = "DIR", default_value = "./data")]
    pub(crate) data: PathBuf,
    /// Where the gateway listens.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Where people and clients reach the gateway, if not where it listens.
    #[arg(long, value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Keep everything in a folder that is removed at the end.
    #[arg(long, conflicts_with = "data")]
    pub(crate) ephemeral: bool,
    /// Strict secrets, real limits, no sandbox.
    #[arg(long)]
    pub(crate) production: bool,
    /// When ready, print one line of JSON instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// A running platform; without it, a temporary one is started.
    #[arg(long, value_name = "URL", requires = "master_key", requires = "sandbox")]
    pub(crate) gateway: Option<String>,
    /// The key of an application of that platform.
    #[arg(long, value_name = "KEY", requires = "gateway")]
    pub(crate) master_key: Option<String>,
    /// That platform's sandbox, which has the signer's inbox.
    #[arg(long, value_name = "URL", requires = "gateway")]
    pub(crate) sandbox: Option<String>,
    /// The VAT number of the company to onboard.
    #[arg(long, value_name = "NUMBER", default_value = "BE0477472701")]
    pub(crate) vat: String,
    /// Where the contract, its signed form, the trust roots and the events are written.
    #[arg(long, value_name = "DIR", default_value = "./parvis-demo")]
    pub(crate) out: PathBuf,
    /// At the end, print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The PDF.
    #[arg(value_name = "FILE.pdf")]
    pub(crate) file: PathBuf,
    /// Certificates to trust, PEM; without them nothing is trusted.
    #[arg(long, value_name = "ROOT.pem")]
    pub(crate) trust: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Options of `vat-check`.
#[derive(Debug, Args)]
pub(crate) struct VatCheck {
    /// The numbers; `-` reads lines from standard input.
    #[arg(value_name = "NUMBER", required = true)]
    pub(crate) numbers: Vec<String>,
    /// One line of JSON a number.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Runs the command of this process. 0: done; 1: failed, or something did not verify; 2: usage.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Up(options) => up::run(&options),
        Command::Demo(options) => demo::run(&options),
        Command::Verify(options) => verify::run(&options),
        Command::VatCheck(options) => vat_check::run(&options),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            crate::output::complain(&error);
            ExitCode::FAILURE
        }
    }
}
