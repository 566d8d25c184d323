//! The parking lot: messages that were given up until an operator decides.
//!
//! Whatever an operator does here leaves a row in the audit, in the same transaction.

mod decide;

use std::collections::BTreeMap;

use parvis_kernel::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::database::{Database, StoreError};
use crate::store;
use crate::store::audit::Entry;
use crate::store::inbox::{Model, State};

/// A message that was heard, without what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// Its place among the messages that were heard.
    pub seq: i64,
    /// Its id; where it can't be read, a hash of its bytes.
    pub id: String,
    /// The protobuf full name under which it was sent.
    #[serde(rename = "type")]
    pub kind: String,
    /// Source and subject; empty where it can't be read.
    pub aggregate: String,
    /// Its place in the aggregate's messages, from 1; 0 where it can't be read.
    pub sequence: i64,
    /// When it was heard.
    pub heard_at: Timestamp,
    /// When it was parked last.
    pub parked_at: Option<Timestamp>,
    /// How often it was tried again before it was parked.
    pub attempts: i32,
    /// Why it was parked, or why it was discarded.
    pub last_error: Option<String>,
    /// Whether nobody vouches for its sender: it is replayed only by its id.
    pub unvouched: bool,
}

impl From<&Model> for Parked {
    fn from(row: &Model) -> Self {
        Self {
            seq: row.seq,
            id: row.id.clone(),
            kind: row.kind.clone(),
            aggregate: row.aggregate.clone(),
            sequence: row.sequence,
            heard_at: Timestamp::from_millis(row.heard_at),
            parked_at: row.parked_at.map(Timestamp::from_millis),
            attempts: row.attempts,
            last_error: row.last_error.clone(),
            unvouched: row.unvouched,
        }
    }
}

/// A message that was heard, with what it says as long as it is parked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// What is known about it.
    #[serde(flatten)]
    pub message: Parked,
    /// `waiting`, `done`, `parked` or `discarded`.
    pub state: String,
    /// Its envelope, where it can be read.
    pub envelope: Option<Value>,
    /// Its bytes where they can't: as text, or as a data URL (RFC 2397).
    pub raw: Option<String>,
}

/// Something that an operator did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audited {
    /// The order in which it was done.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// `list`, `show`, `replay` or `discard`.
    pub action: String,
    /// The message it was asked for.
    pub message: Option<String>,
    /// The protobuf full name.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// Why.
    pub reason: Option<String>,
}

/// Which parked messages are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Those with these ids.
    Ids(Vec<String>),
    /// All of one type.
    Kind(String),
    /// All.
    All,
}

/// What came of one message of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It waits to be handled.
    Replayed,
    /// It is given up for good.
    Discarded,
    /// It was handled before; nothing changed.
    AlreadyHandled,
    /// It waited before; nothing changed.
    AlreadyWaiting,
    /// It was given up before; nothing changed.
    AlreadyDiscarded,
    /// Its bytes, which can be read by now, are a message that was heard before; nothing is handled.
    AlreadyKnown,
    /// Its bytes still can't be read: it stays parked.
    Unreadable,
    /// Nobody vouches for its sender: it stays parked until it is asked for by its id.
    Unvouched,
    /// There is no such message.
    Unknown,
}

impl Outcome {
    /// The word for it in JSON and in the audit.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Replayed => "replayed",
            Self::Discarded => "discarded",
            Self::AlreadyHandled => "already_handled",
            Self::AlreadyWaiting => "already_waiting",
            Self::AlreadyDiscarded => "already_discarded",
            Self::AlreadyKnown => "already_known",
            Self::Unreadable => "unreadable",
            Self::Unvouched => "unvouched",
            Self::Unknown => "unknown",
        }
    }

    /// Whether something that was asked for was not done and needs the operator.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Unreadable | Self::Unvouched | Self::Unknown)
    }
}

/// How many messages of an order came to what.
pub type Tally = BTreeMap<Outcome, u64>;

/// The parked messages of one service in the hands of one operator.
pub struct ParkingLot {
    database: Database,
    actor: String,
}

impl ParkingLot {
    /// Opens the parking lot of the service that owns `database` to `actor`, whose name goes to the audit.
    pub const fn new(database: Database, actor: String) -> Self {
        Self { database, actor }
    }

    /// The parked messages after the place `after`, at most `limit`.
    pub async fn list(
        &self,
        kind: Option<&str>,
        after: i64,
        limit: u64,
    ) -> Result<Vec<Parked>, StoreError> {
        let tx = self.database.begin().await?;
        let rows = store::parked::page(&tx, kind, (after, limit)).await?;
        let kind = kind.map(ToOwned::to_owned);
        store::audit::append(&tx, Entry { kind, ..self.entry("list", "listed") }).await?;
        tx.commit().await?;
        Ok(rows.iter().map(Parked::from).collect())
    }

    /// A message by its id, with what it says as long as it is parked.
    pub async fn show(&self, id: &str) -> Result<Option<Shown>, StoreError> {
        let tx = self.database.begin().await?;
        let row = store::parked::by_id(&tx, id).await?;
        let outcome = if row.is_some() { "shown" } else { Outcome::Unknown.word() };
        let (message, kind) = (Some(id.to_owned()), row.as_ref().map(|row| row.kind.clone()));
        let entry = Entry { message, kind, ..self.entry("show", outcome) };
        store::audit::append(&tx, entry).await?;
        tx.commit().await?;
        Ok(row.map(|row| shown(&row)))
    }

    /// What operators did after the entry `after`, at most `limit` entries.
    pub async fn audit(&self, after: i64, limit: u64) -> Result<Vec<Audited>, StoreError> {
        let rows = store::audit::page(self.database.read(), after, limit).await?;
        let audited = rows.into_iter().map(|row| Audited {
            seq: row.seq,
            at: Timestamp::from_millis(row.at),
            actor: row.actor,
            action: row.action,
            message: row.message,
            kind: row.kind,
            outcome: row.outcome,
            reason: row.reason,
        });
        Ok(audited.collect())
    }

    fn entry(&self, action: &'static str, outcome: &'static str) -> Entry<'_> {
        Entry {
            at: self.database.now().millis(),
            actor: &self.actor,
            action,
            message: None,
            kind: None,
            outcome,
            reason: None,
        }
    }
}

fn shown(row: &Model) -> Shown {
    let (state, parked) = match row.state {
        State::Waiting => ("waiting", false),
        State::Done => ("done", false),
        State::Parked => ("parked", true),
        State::Discarded => ("discarded", false),
    };
    let envelope = serde_json::from_str(&row.body).ok().filter(|_| parked);
    let raw = (parked && envelope.is_none()).then(|| row.body.clone());
    Shown { message: row.into(), state: state.to_owned(), envelope, raw }
}
