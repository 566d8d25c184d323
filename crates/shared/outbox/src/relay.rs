//! The relay: hands what was said to the bus, in order per aggregate, and marks it only then.
//!
//! Every process has one, and one of them at a time is active: it holds a lease whose fencing number
//! is checked in the transaction that marks a batch.

mod lease;

use std::collections::HashSet;
use std::time::Duration;

use parvis_bus::{Away, Bus, Outgoing};
use parvis_events::is_command;
use parvis_kernel::mutant;
use tokio_util::sync::CancellationToken;

use crate::database::{Database, StoreError};
use crate::forget::forget;
use crate::store::outbox::{HandedOver, Model};
use crate::{failpoint, store};
use lease::{Lease, Standing};

/// How many messages one round takes.
const BATCH: u64 = 100;
/// How often the relay looks without having been woken.
const POLL: Duration = Duration::from_secs(1);
/// How long it rests when the bus or the database is away.
const REST: Duration = Duration::from_millis(500);
/// The longest pause between two tries of one message.
const MAX_PAUSE: Duration = Duration::from_secs(30);

/// Why a round came to nothing.
#[derive(Debug, thiserror::Error)]
enum RoundError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Away(#[from] Away),
}

/// Relays until `stop`; what is underway is finished first. What was handed over is forgotten in time.
pub async fn relay(database: Database, bus: Bus, stop: CancellationToken) {
    let forgetting = forget::<HandedOver>(&database, &stop);
    tokio::join!(relay_until(&stop, &database, bus), forgetting);
}

async fn relay_until(stop: &CancellationToken, database: &Database, bus: Bus) {
    let mut relay = Relay::new(database.clone(), bus);
    while !stop.is_cancelled() {
        let rest = match relay.round().await {
            Ok(0) => POLL,
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!(service = database.service(), %error, "relay round failed");
                REST
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = database.wake().to_relay(), if rest == POLL => {}
            () = tokio::time::sleep(rest) => {}
        }
    }
    if let Err(error) = relay.lease.release().await {
        tracing::warn!(service = database.service(), %error, "the relay's lease runs out by itself");
    }
}

struct Relay {
    database: Database,
    bus: Bus,
    lease: Lease,
}

/// What became of a batch.
#[derive(Default)]
struct Outcome {
    done: Vec<Model>,
    failed: Vec<(Model, String)>,
}

impl Outcome {
    const fn is_empty(&self) -> bool {
        self.done.is_empty() && self.failed.is_empty()
    }
}

impl Relay {
    fn new(database: Database, bus: Bus) -> Self {
        let lease = Lease::new(database.clone());
        Self { database, bus, lease }
    }

    /// Hands over one batch; returns how many messages left the outbox.
    async fn round(&mut self) -> Result<usize, RoundError> {
        let mut batch = self.due().await?;
        if batch.is_empty() {
            return Ok(0);
        }
        match self.lease.secure().await? {
            Standing::Held => {}
            Standing::Taken => batch = self.due().await?,
            Standing::Elsewhere => return Ok(0),
        }
        if mutant::without("confirm-before-mark") {
            self.mark(Outcome { done: batch.clone(), failed: Vec::new() }).await?;
        }
        let outcome = tokio::select! {
            outcome = hand_over(&self.database, &self.bus, batch) => outcome?,
            never = self.lease.keep() => match never {},
        };
        failpoint::pass(self.database.service(), "after-publish");
        let done = outcome.done.len();
        self.mark(outcome).await?;
        Ok(done)
    }

    async fn due(&self) -> Result<Vec<Model>, StoreError> {
        store::outbox::due(self.database.read(), self.database.now().millis(), BATCH).await
    }

    async fn mark(&mut self, outcome: Outcome) -> Result<(), StoreError> {
        let tx = self.database.begin().await?;
        if !self.lease.hold(&tx).await? {
            // Whoever took the lease hands the batch over again, and its hearers know it already.
            tracing::warn!(service = self.database.service(), "the relay's lease was lost");
            return Ok(());
        }
        let (commands, facts): (Vec<_>, Vec<_>) =
            outcome.done.into_iter().partition(|row| is_command(&row.kind));
        let now = tx.now();
        store::outbox::remove(&tx, &seqs(commands)).await?;
        store::outbox::published(&tx, &seqs(facts), now).await?;
        for (row, error) in outcome.failed {
            let due = now.plus(pause(row.attempts));
            store::outbox::failed(&tx, row.seq, due.millis(), &error).await?;
        }
        tx.commit().await
    }
}

/// Messages that are handed over together may overtake each other, so a wave has one of each aggregate. A
/// message that failed holds back the later ones about the same aggregate.
async fn hand_over(database: &Database, bus: &Bus, mut batch: Vec<Model>) -> Result<Outcome, Away> {
    let mut outcome = Outcome::default();
    while !batch.is_empty() {
        let (wave, later) = first_of_each(batch);
        let handed = match bus.publish(&wave.iter().map(outgoing).collect::<Vec<_>>()).await {
            Ok(handed) => handed,
            Err(away) if outcome.is_empty() => return Err(away),
            // What was handed over before is marked; the next round learns that the bus is away.
            Err(_) => return Ok(outcome),
        };
        let mut held_back = HashSet::new();
        for (row, handed) in wave.into_iter().zip(handed) {
            match handed {
                Ok(()) => outcome.done.push(row),
                Err(error) => {
                    let (service, uuid) = (database.service(), &row.correlation);
                    tracing::warn!(service, uuid, kind = %row.kind, %error, "not handed over");
                    held_back.insert(row.subject.clone());
                    outcome.failed.push((row, error.to_string()));
                }
            }
        }
        batch = later.into_iter().filter(|row| !held_back.contains(&row.subject)).collect();
    }
    Ok(outcome)
}

fn seqs(rows: Vec<Model>) -> Vec<i64> {
    rows.into_iter().map(|row| row.seq).collect()
}

/// Parts a batch into the first message about each aggregate, and the rest.
fn first_of_each(batch: Vec<Model>) -> (Vec<Model>, Vec<Model>) {
    let mut seen = HashSet::new();
    batch.into_iter().partition(|row| seen.insert(row.subject.clone()))
}

fn outgoing(row: &Model) -> Outgoing<'_> {
    Outgoing { id: &row.id, kind: &row.kind, bytes: row.body.as_bytes() }
}

/// 250 ms, doubled with each failed try.
fn pause(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts).unwrap_or(0).min(10);
    (Duration::from_millis(250) * 2_u32.pow(doublings)).min(MAX_PAUSE)
}
