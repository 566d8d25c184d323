//! What an operator decides: a message is handled after all, or given up for good.

use parvis_bus::Arrival;

use super::{Outcome, ParkingLot, Tally, Which};
use crate::database::StoreError;
use crate::store::audit::{self, Entry};
use crate::store::inbox::{Model, State};
use crate::store::parked;
use crate::tx::Tx;
use crate::unread;

/// How many messages are decided about in one transaction.
const BATCH: u64 = 100;

/// What is to be done with a message.
#[derive(Clone, Copy)]
enum Verb<'a> {
    Replay,
    /// For a reason.
    Discard(&'a str),
}

impl Verb<'_> {
    const fn word(self) -> &'static str {
        match self {
            Self::Replay => "replay",
            Self::Discard(_) => "discard",
        }
    }
}

/// What came of one message, and what else the audit should know.
struct Decided {
    outcome: Outcome,
    reason: Option<String>,
}

impl From<Outcome> for Decided {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, reason: None }
    }
}

impl ParkingLot {
    /// Lets parked messages be handled under their own ids, in the order in which they were heard, without
    /// regard to later ones that were handled since. A message that is not parked stays as it is.
    pub async fn replay(&self, which: &Which) -> Result<Tally, StoreError> {
        match which {
            Which::Ids(ids) => self.each(ids, Verb::Replay).await,
            Which::Kind(kind) => self.replay_all(Some(kind)).await,
            Which::All => self.replay_all(None).await,
        }
    }

    /// Gives parked messages up for good: their bodies are wiped, their rows stay. A message that is not
    /// parked stays as it is.
    pub async fn discard(&self, ids: &[String], reason: &str) -> Result<Tally, StoreError> {
        self.each(ids, Verb::Discard(reason)).await
    }

    /// Decides about the messages with these ids.
    async fn each(&self, ids: &[String], verb: Verb<'_>) -> Result<Tally, StoreError> {
        let mut tally = Tally::new();
        for id in ids {
            let tx = self.database.begin().await?;
            let row = parked::by_id(&tx, id).await?;
            let decided = match (&row, verb) {
                (None, _) => Outcome::Unknown.into(),
                (Some(row), Verb::Replay) => vouch(&tx, row).await?,
                (Some(row), Verb::Discard(reason)) => give_up(&tx, row, reason).await?,
            };
            *tally.entry(decided.outcome).or_default() += 1;
            let (message, kind) = (Some(id.clone()), row.map(|row| row.kind));
            let mut entry = Entry { message, kind, ..self.decided(verb.word(), decided) };
            if let Verb::Discard(reason) = verb {
                entry.reason = Some(reason.to_owned());
            }
            audit::append(&tx, entry).await?;
            tx.commit().await?;
            self.database.wake().consumer();
        }
        Ok(tally)
    }

    /// Replays what is parked now, in batches.
    async fn replay_all(&self, kind: Option<&str>) -> Result<Tally, StoreError> {
        let (mut tally, mut after) = (Tally::new(), 0);
        let last = parked::last(self.database.read()).await?;
        loop {
            let tx = self.database.begin().await?;
            let rows = parked::batch(&tx, kind, (after, last), BATCH).await?;
            for row in &rows {
                let decided =
                    if row.unvouched { Outcome::Unvouched.into() } else { vouch(&tx, row).await? };
                *tally.entry(decided.outcome).or_default() += 1;
                let (message, kind) = (Some(row.id.clone()), Some(row.kind.clone()));
                let entry = Entry { message, kind, ..self.decided("replay", decided) };
                audit::append(&tx, entry).await?;
            }
            if rows.is_empty() && tally.is_empty() {
                let kind = kind.map(ToOwned::to_owned);
                audit::append(&tx, Entry { kind, ..self.entry("replay", "nothing") }).await?;
            }
            tx.commit().await?;
            self.database.wake().consumer();
            let Some(end) = rows.last() else { return Ok(tally) };
            after = end.seq;
        }
    }

    fn decided(&self, action: &'static str, decided: Decided) -> Entry<'_> {
        Entry { reason: decided.reason, ..self.entry(action, decided.outcome.word()) }
    }
}

/// Discards a message.
async fn give_up(tx: &Tx, row: &Model, reason: &str) -> Result<Decided, StoreError> {
    if let Some(outcome) = settled(row.state) {
        return Ok(outcome.into());
    }
    parked::discard(tx, row, reason).await?;
    Ok(Outcome::Discarded.into())
}

/// Replays a message of which the operator says that it is to be handled.
async fn vouch(tx: &Tx, row: &Model) -> Result<Decided, StoreError> {
    if let Some(outcome) = settled(row.state) {
        return Ok(outcome.into());
    }
    if row.aggregate.is_empty() {
        return read_again(tx, row).await;
    }
    parked::replay(tx, row, tx.now()).await?;
    Ok(Outcome::Replayed.into())
}

/// Replays a message that could not be read when it came, if it can be by now.
async fn read_again(tx: &Tx, row: &Model) -> Result<Decided, StoreError> {
    let bytes = unread::bytes(&row.body);
    let envelope = match Arrival::read(&row.kind, &bytes).envelope {
        Ok(envelope) => envelope,
        Err(why) => {
            parked::still_unread(tx, row, &why.to_string()).await?;
            return Ok(Outcome::Unreadable.into());
        }
    };
    let reason = format!("it is {}", envelope.id);
    let known = parked::by_id(tx, &envelope.id.to_string()).await?.is_some();
    let outcome = if known {
        parked::discard(tx, row, &reason).await?;
        Outcome::AlreadyKnown
    } else {
        parked::replay_as(tx, row, &envelope, tx.now()).await?;
        Outcome::Replayed
    };
    Ok(Decided { outcome, reason: Some(reason) })
}

/// What became of a message that an operator no longer decides about; nothing for one that is parked.
const fn settled(state: State) -> Option<Outcome> {
    match state {
        State::Waiting => Some(Outcome::AlreadyWaiting),
        State::Done => Some(Outcome::AlreadyHandled),
        State::Discarded => Some(Outcome::AlreadyDiscarded),
        State::Parked => None,
    }
}
