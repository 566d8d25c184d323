//! The life of a process: it listens, comes up, works, and drains.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use parvis_bus::Bus;
use parvis_kernel::{SharedClock, SystemClock};
use rand::Rng as _;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::Part;
use super::command_line::Attachment;
use super::starting::Starting;
use crate::service::{Prepared, StartError};
use crate::settings::{Config, Shared};
use crate::tasks::Tasks;

/// How long others have to notice that this process is not ready any more, before it takes no more calls.
const NOTICE: Duration = Duration::from_secs(1);
/// How long a stopping process finishes what is underway: longer than anything that a client may wait for.
const GRACE: Duration = Duration::from_secs(75);
/// The pauses between two looks for a database that is away, in milliseconds.
const PAUSES: std::ops::RangeInclusive<u64> = 500..=1500;

/// Serves until the process is told to end, and what is underway has ended.
pub(super) async fn live<P: Part>(
    config: &Config,
    shared: &Shared,
    attachment: Attachment,
) -> Result<(), StartError> {
    let mut end = End::expected(attachment)?;
    let listen = shared.listen;
    let cannot = |error| StartError::other(format_args!("cannot listen on {listen}: {error}"));
    let listener = TcpListener::bind(listen).map_err(cannot)?;
    let bus =
        Bus::open(&shared.bus, &shared.backend_roots, P::name()).map_err(StartError::other)?;
    let tasks = Tasks::default();
    let prepared = tokio::select! {
        prepared = come_up::<P>(config, &bus, listener, &tasks) => prepared?,
        () = end.came() => return Ok(()),
    };
    let leaving = prepared.leaving();
    prepared.start(&tasks);
    tracing::info!(part = P::name(), %listen, "serving");
    end.came().await;
    tracing::info!(part = P::name(), "stopping: what is underway is finished first");
    leaving.cancel();
    let in_order = async {
        tokio::time::sleep(NOTICE).await;
        let ended = tasks.drain(GRACE).await;
        bus.close().await;
        ended
    };
    let ended = tokio::select! {
        ended = in_order => ended,
        // Told twice: whoever asks can't wait.
        () = end.came() => false,
    };
    if ended { Ok(()) } else { Err(StartError::other("something underway was left")) }
}

/// Builds the part; while its database is away, the port answers and the process waits.
async fn come_up<P: Part>(
    config: &Config,
    bus: &Bus,
    listener: TcpListener,
    tasks: &Tasks,
) -> Result<Prepared, StartError> {
    let again = || listener.try_clone().map_err(StartError::other);
    let starting = Starting::answer(again()?, tasks).map_err(StartError::other)?;
    let clock: SharedClock = Arc::new(SystemClock);
    let prepared = loop {
        match P::come_up(config, bus, clock.clone(), again()?).await {
            Err(error) if is_away(&error) => {
                tracing::warn!(part = P::name(), %error, "not ready yet");
                let pause = rand::thread_rng().gen_range(PAUSES);
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
            done => break done,
        }
    };
    starting.end().await;
    prepared
}

fn is_away(error: &StartError) -> bool {
    matches!(error, StartError::Store(error) if error.is_away())
}

/// What ends the process in order.
struct End {
    terminate: Signal,
    interrupt: Signal,
}

impl End {
    /// From now on a signal is no sudden death; the end of whoever started an attached process is one.
    fn expected(attachment: Attachment) -> Result<Self, StartError> {
        if attachment == Attachment::Attached {
            std::thread::spawn(die_with_standard_input);
        }
        let terminate = signal(SignalKind::terminate()).map_err(StartError::other)?;
        let interrupt = signal(SignalKind::interrupt()).map_err(StartError::other)?;
        Ok(Self { terminate, interrupt })
    }

    async fn came(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Whoever started the process holds the other end, and died.
fn die_with_standard_input() {
    std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink()).ok();
    std::process::exit(1);
}
