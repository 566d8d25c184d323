//! The line out: one at a time, connected when it is needed and kept open meanwhile.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::Trouble;
use super::address::Address;
use super::connection::CONNECTING;
use super::line::Line;
use crate::pause;

/// The first and the longest pause between two tries to connect.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(2));
/// How often the line is looked at while nobody publishes.
const LOOK: Duration = Duration::from_secs(1);

enum State {
    /// Nobody has needed it yet.
    Unasked,
    /// The last try failed.
    Away,
    Open(Arc<Line>),
}

/// When to try to connect again.
struct Tries {
    failed: u32,
    next: Instant,
}

/// The line of this process, whichever it is now.
pub(super) struct Lines {
    address: Arc<Address>,
    state: Mutex<State>,
    tries: tokio::sync::Mutex<Tries>,
}

impl Lines {
    pub(super) fn new(address: Arc<Address>) -> Self {
        let tries = Tries { failed: 0, next: Instant::now() };
        Self { address, state: Mutex::new(State::Unasked), tries: tokio::sync::Mutex::new(tries) }
    }

    /// The line, connected anew where it must be: within `CONNECTING`, and after a pause where the
    /// last try failed.
    pub(super) async fn line(&self) -> Result<Arc<Line>, Trouble> {
        if let Some(line) = self.open_line() {
            return Ok(line);
        }
        timeout(CONNECTING, self.connect()).await.unwrap_or(Err(Trouble::TooSlow("connecting")))
    }

    async fn connect(&self) -> Result<Arc<Line>, Trouble> {
        let mut tries = self.tries.lock().await;
        // Somebody else may have connected meanwhile.
        if let Some(line) = self.open_line() {
            return Ok(line);
        }
        sleep_until(tries.next).await;
        // Should this be cut short, then it failed.
        tries.failed = tries.failed.saturating_add(1);
        tries.next = Instant::now() + pause::after(tries.failed, PAUSES.0, PAUSES.1);
        self.set(State::Away);
        let line = Arc::new(Line::open(&self.address).await?);
        tries.failed = 0;
        self.set(State::Open(line.clone()));
        Ok(line)
    }

    /// Keeps the line open without traffic, so that readiness tells the truth.
    pub(super) async fn keep(&self) {
        let mut away = false;
        loop {
            let line = self.line().await;
            match (&line, away) {
                (Ok(_), true) => tracing::info!("publishing to the broker again"),
                (Err(error), false) => tracing::warn!(%error, "cannot publish to the broker"),
                (Ok(_), false) | (Err(_), true) => {}
            }
            away = line.is_err();
            drop(line);
            sleep(LOOK).await;
        }
    }

    pub(super) fn is_ready(&self) -> bool {
        match &*self.state() {
            State::Unasked => true,
            State::Away => false,
            // Over a message that it refuses the broker closes a channel: it is there.
            State::Open(line) => line.is_connected(),
        }
    }

    pub(super) async fn close(&self) {
        let line = self.open_line();
        self.set(State::Unasked);
        if let Some(line) = line.and_then(Arc::into_inner) {
            line.close().await;
        }
    }

    fn open_line(&self) -> Option<Arc<Line>> {
        match &*self.state() {
            State::Open(line) if line.is_alive() => Some(line.clone()),
            State::Open(_) | State::Unasked | State::Away => None,
        }
    }

    /// Gives up a line that failed, unless somebody has replaced it.
    pub(super) fn drop_line(&self, broken: &Arc<Line>) {
        self.replace(broken, State::Away);
    }

    /// Gives up a line over which the broker refused something: the next one is opened when it is needed.
    pub(super) fn renew(&self, refused: &Arc<Line>) {
        self.replace(refused, State::Unasked);
    }

    fn replace(&self, broken: &Arc<Line>, with: State) {
        let mut state = self.state();
        if let State::Open(line) = &*state
            && Arc::ptr_eq(line, broken)
        {
            *state = with;
        }
    }

    fn set(&self, state: State) {
        *self.state() = state;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
