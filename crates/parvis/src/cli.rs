//! The command line: what can be asked, and the exit code of the answer.

mod operations;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand};

use crate::{demo, events, parked, secrets, up, vat_check, verify};
pub(crate) use operations::{
    Audit, Discard, Events as EventsCommand, EventsReplay, EventsTail, List, Page,
    Parked as ParkedCommand, Reach, Replay, Show,
};

/// Onboards companies: checks them, writes and signs their contract, prepares their space.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the whole platform: in this process, or, with PostgreSQL and RabbitMQ, in processes of its own.
    ///
    /// With --postgres and --broker, every part is a process (the binaries parvis-<part> beside this one): the
    /// sandbox, six services and the gateway, with a database for each service. All end when this one ends; what
    /// ends unasked is started again. Logs are in DIR/logs, secrets in DIR/secrets.
    Up(Up),
    /// Make all secrets of a platform whose parts run apart, one file each.
    Secrets(Secrets),
    /// Onboard one client end to end, as his backend and as the signer, over HTTP alone.
    Demo(Demo),
    /// Decide about the messages that services gave up, until an operator does.
    #[command(subcommand)]
    Parked(ParkedCommand),
    /// See the facts that services say, or hand those of the last days over again.
    #[command(subcommand)]
    Events(EventsCommand),
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
    /// Run every part in a process of its own; some database of a PostgreSQL server, of a user who may make others.
    #[arg(long, value_name = "URL", env = "PARVIS_UP_POSTGRES", hide_env_values = true)]
    #[arg(requires = "broker", conflicts_with = "production")]
    pub(crate) postgres: Option<String>,
    /// With --postgres: a virtual host of a RabbitMQ broker that nobody else uses.
    #[arg(long, value_name = "URL", env = "PARVIS_UP_BROKER", hide_env_values = true)]
    #[arg(requires = "postgres")]
    pub(crate) broker: Option<String>,
    /// With --postgres: a Redis in which all gateways count the limited calls together.
    #[arg(long, value_name = "URL", env = "PARVIS_UP_REDIS", hide_env_values = true)]
    #[arg(requires = "postgres")]
    pub(crate) redis: Option<String>,
    /// With --postgres: how many replicas of a part run, such as vat=3,gateway=2; one of each that is not named.
    #[arg(long, value_name = "PART=N", value_delimiter = ',', requires = "postgres")]
    pub(crate) replicas: Vec<Count>,
}

/// A part and how many replicas of it run.
#[derive(Debug, Clone)]
pub(crate) struct Count {
    /// The part.
    pub(crate) part: String,
    /// How many.
    pub(crate) replicas: usize,
}

impl FromStr for Count {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (part, replicas) = text.split_once('=')?;
            Some(Self { part: part.to_owned(), replicas: replicas.parse().ok()? })
        };
        read().ok_or("must be like vat=3")
    }
}

/// Options of `secrets`.
#[derive(Debug, Args)]
pub(crate) struct Secrets {
    /// The folder to make; what is there already is never overwritten.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Where the services reach PostgreSQL.
    #[arg(long, value_name = "HOST", default_value = "postgres")]
    pub(crate) postgres: String,
    /// Where all processes reach RabbitMQ, and their virtual host there.
    #[arg(long, value_name = "HOST/VHOST", default_value = "rabbitmq/parvis")]
    pub(crate) broker: String,
    /// Where the gateway reaches Redis.
    #[arg(long, value_name = "HOST:PORT", default_value = "redis:6379")]
    pub(crate) redis: String,
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
        Command::Secrets(options) => secrets::run(&options),
        Command::Demo(options) => demo::run(&options),
        Command::Parked(command) => parked::run(&command),
        Command::Events(command) => events::run(&command),
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
