//! Facts as they are said, one JSON envelope a line.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use parvis_bus::{Bus, OPERATOR, Overheard};
use parvis_kernel::Secret;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::follow::follow;
use crate::cli::EventsTail;
use crate::operator::{Desk, Settings};
use crate::output;

/// How many messages may wait to be printed.
const WAITING: usize = 256;
/// How long the broker may take to let us hear.
const PATIENCE: Duration = Duration::from_secs(15);

/// Prints until there were enough, nobody reads any more, or Ctrl-C.
pub(super) async fn tail(options: &EventsTail) -> Result<()> {
    let mut printer = Printer { left: options.count.unwrap_or(u64::MAX) };
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => Ok(interrupted?),
        ended = print(options, &mut printer) => ended,
    }
}

async fn print(options: &EventsTail, printer: &mut Printer) -> Result<()> {
    let settings = Settings::read()?;
    let reach = &options.reach;
    let elsewhere = reach.data.is_some() || reach.address.is_some() || !settings.has_broker();
    if options.broker.is_none() && elsewhere {
        let desk = Desk::open(reach, &options.service)?;
        return follow(&desk, options, printer).await;
    }
    let broker = options.broker.as_ref().map_or(settings.bus, Secret::new);
    overhear(&broker, &settings.backend_roots, options, printer).await
}

async fn overhear(
    broker: &Secret,
    roots: &str,
    options: &EventsTail,
    printer: &mut Printer,
) -> Result<()> {
    let commands: Vec<_> = options.kinds.iter().filter(|k| parvis_events::is_command(k)).collect();
    ensure!(commands.is_empty(), "{commands:?}: to a broker, a command that is overheard is heard");
    let bus = Bus::open(broker, roots, OPERATOR).context("the broker's address")?;
    let kinds: Vec<_> = options.kinds.iter().map(String::as_str).collect();
    let overhearing = bus.overhear(if kinds.is_empty() { &["#"] } else { &kinds });
    let (to, from) = channel(WAITING);
    let stop = CancellationToken::new();
    let listening = async {
        let ended = listen(from, printer).await;
        stop.cancel();
        ended
    };
    tokio::join!(overhearing.run(to, stop.clone()), listening).1
}

async fn listen(mut from: Receiver<Overheard>, printer: &mut Printer) -> Result<()> {
    let first = timeout(PATIENCE, from.recv()).await.ok().with_context(|| {
        let seconds = PATIENCE.as_secs();
        format!(
            "the broker did not let us hear within {seconds} s: is it there, and are user, password and \
             virtual host right?"
        )
    })?;
    let mut next = first;
    while let Some(overheard) = next {
        match overheard {
            Overheard::Message(envelope) => {
                if !printer.print(&serde_json::to_string(&*envelope)?) {
                    break;
                }
            }
            Overheard::Away => output::note("the broker is away: facts are missed now"),
            Overheard::Back => output::note("listening"),
        }
        next = from.recv().await;
    }
    Ok(())
}

/// Prints as many lines as are wanted.
pub(super) struct Printer {
    left: u64,
}

impl Printer {
    /// Prints a line; false once no more are wanted, or nobody reads them.
    pub(super) fn print(&mut self, line: &str) -> bool {
        self.left = self.left.saturating_sub(1);
        output::try_line(line).is_ok() && self.left > 0
    }
}
