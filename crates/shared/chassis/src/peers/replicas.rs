//! The replicas of one service, as this process calls them: in turn, and not those that just failed.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::addresses::{Health, Place};

/// How long what was looked up is believed; after a failure, a second.
const BELIEVED: Duration = Duration::from_secs(5);
const DOUBTED: Duration = Duration::from_secs(1);
/// How long a look-up may take.
const LOOKING: Duration = Duration::from_secs(2);

pub(super) struct Replicas {
    places: Vec<Place>,
    state: Mutex<State>,
}

struct State {
    replicas: Vec<(SocketAddr, Health)>,
    looked_up: Option<Instant>,
    doubted: bool,
    turn: usize,
}

impl Replicas {
    pub(super) fn new(places: &[Place]) -> Self {
        let state = State { replicas: Vec::new(), looked_up: None, doubted: false, turn: 0 };
        Self { places: places.to_vec(), state: Mutex::new(state) }
    }

    /// Whose turn it is; one that rests only when all do.
    pub(super) async fn next(&self) -> io::Result<SocketAddr> {
        let mut state = self.state.lock().await;
        if state.is_stale() {
            self.look_up(&mut state).await?;
        }
        let (now, count) = (Instant::now(), state.replicas.len());
        let turns = || (0..count).map(|step| (state.turn + step) % count);
        let rested = turns().find(|at| state.replicas[*at].1.has_rested(now));
        let at = rested.or_else(|| turns().next()).ok_or(io::ErrorKind::NotFound)?;
        state.turn = at + 1;
        Ok(state.replicas[at].0)
    }

    /// Remembers how a call ended.
    pub(super) async fn judge(&self, address: SocketAddr, well: bool) {
        let mut state = self.state.lock().await;
        if let Some((_, health)) = state.replicas.iter_mut().find(|(known, _)| *known == address) {
            if well {
                health.recover();
            } else {
                health.rest(Instant::now());
                state.doubted = true;
            }
        }
    }

    async fn look_up(&self, state: &mut State) -> io::Result<()> {
        let (mut found, mut failed) = (Vec::new(), None);
        for place in &self.places {
            match timeout(LOOKING, place.look_up()).await {
                Ok(Ok(addresses)) => found.extend(addresses),
                Ok(Err(error)) => failed = Some(error),
                Err(_) => failed = Some(io::ErrorKind::TimedOut.into()),
            }
        }
        // A name server that is away takes nobody away.
        if let Some(error) = failed {
            found.extend(state.replicas.iter().map(|(known, _)| *known));
            if found.is_empty() {
                return Err(error);
            }
        }
        found.sort_unstable();
        found.dedup();
        let known = |address| state.replicas.iter().find(|(known, _)| *known == address);
        let health = |address| known(address).map(|(_, health)| health.clone());
        state.replicas = found.into_iter().map(|a| (a, health(a).unwrap_or_default())).collect();
        (state.looked_up, state.doubted) = (Some(Instant::now()), false);
        Ok(())
    }
}

impl State {
    fn is_stale(&self) -> bool {
        let span = if self.doubted { DOUBTED } else { BELIEVED };
        self.looked_up.is_none_or(|at| at.elapsed() >= span)
    }
}
