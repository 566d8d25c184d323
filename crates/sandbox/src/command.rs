//! The sandbox's command line: fixed ports, and what is kept from one start to the next.

use std::fs;
use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::{Config, Sandbox};

/// How long a health check waits for a connection.
const CHECK: Duration = Duration::from_secs(3);
const MAIL_AUTHORITY: &str = "mail-authority.pem";
const TSA_AUTHORITY: &str = "tsa-authority.pem";

/// The other side of every wire: VIES, Sirene, a timestamp authority, an SMTP inbox and DNS.
///
/// For development and tests: its certificates say TEST, and it fails on demand. When everything listens, it prints
/// its addresses and root certificates as one line of JSON. It serves until SIGTERM or SIGINT.
#[derive(Debug, Parser)]
#[command(name = "parvis-sandbox", version)]
struct Cli {
    /// Where VIES, Sirene, timestamps, the inbox and the switches are served.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    http: SocketAddr,
    /// Where mail is taken.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8025")]
    smtp: SocketAddr,
    /// Where names are answered, over UDP and TCP.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8053")]
    dns: SocketAddr,
    /// The domain that names are answered for.
    #[arg(long, value_name = "NAME", default_value = "parvis.localhost")]
    domain: String,
    /// What else clients call the mail server by, beside localhost and 127.0.0.1.
    #[arg(long, value_name = "NAME")]
    mail_name: Vec<String>,
    /// Where its authorities are kept, so that clients that trust their roots (tsa-root.pem, mail-root.pem) still do
    /// after a restart. Without it they are made anew.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// End at once when standard input ends, with whoever started the process.
    #[arg(long)]
    attached: bool,
    /// Only ask whether a sandbox listens at --http: 0 when it does, 1 when not.
    #[arg(long)]
    healthcheck: bool,
}

/// Runs the sandbox as the command line says.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    if cli.healthcheck {
        let listens = TcpStream::connect_timeout(&cli.http, CHECK).is_ok();
        return if listens { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let lines = Targets::new()
        .with_default(LevelFilter::INFO)
        .with_target("actix_server", LevelFilter::WARN);
    let written = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    tracing_subscriber::registry().with(lines).with(written).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(serve(&cli))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the sandbox did not start");
            ExitCode::FAILURE
        }
    }
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

async fn serve(cli: &Cli) -> Outcome {
    if cli.attached {
        std::thread::spawn(|| {
            io::copy(&mut io::stdin().lock(), &mut io::sink()).ok();
            std::process::exit(1);
        });
    }
    let (mut terminate, mut interrupt) =
        (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let kept = |name: &str| cli.data.as_ref().map_or(Ok(None), |data| read(&data.join(name)));
    let sandbox = Sandbox::start(Config {
        http: cli.http,
        smtp: cli.smtp,
        dns: cli.dns,
        base_domain: cli.domain.clone(),
        mail_names: cli.mail_name.clone(),
        tsa_authority_pem: kept(TSA_AUTHORITY)?,
        mail_authority_pem: kept(MAIL_AUTHORITY)?,
        ..Config::default()
    })
    .await?;
    if let Some(data) = &cli.data {
        keep(data, &sandbox)?;
    }
    let mut ready = serde_json::to_string(sandbox.addresses())?;
    ready.push('\n');
    // A reader that went away is no fault.
    io::stdout().write_all(ready.as_bytes()).ok();
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    sandbox.stop().await;
    Ok(())
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps both authorities for their owner only, and both roots for everybody.
fn keep(data: &Path, sandbox: &Sandbox) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o755).create(data)?;
    let addresses = sandbox.addresses();
    for (name, mode, text) in [
        (TSA_AUTHORITY, 0o600, sandbox.tsa_authority_pem()),
        (MAIL_AUTHORITY, 0o600, sandbox.mail_authority_pem()),
        ("tsa-root.pem", 0o644, &addresses.tsa_root_pem),
        ("mail-root.pem", 0o644, &addresses.smtp_root_pem),
    ] {
        let fresh = data.join(format!("{name}.new"));
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create(true).truncate(true).mode(mode).open(&fresh)?;
        file.write_all(text.as_bytes())?;
        fs::rename(fresh, data.join(name))?;
    }
    Ok(())
}
