//! The facts of the last days, for hearers who missed them.

use parvis_kernel::Timestamp;
use serde::{Deserialize, Serialize};

use crate::database::{Database, StoreError};
use crate::store;

/// A fact that was handed over to the bus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its place among the messages of its service.
    pub seq: i64,
    /// Its id.
    pub id: String,
    /// The protobuf full name.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it was handed over.
    pub published_at: Timestamp,
    /// Its envelope, byte for byte as it travelled.
    pub body: String,
}

/// Which facts are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Handed over then or later.
    pub since: Timestamp,
    /// After this place among the messages of the service; 0 for all.
    pub after: i64,
    /// Of these types; empty for all.
    pub kinds: Vec<String>,
    /// At most so many.
    pub limit: u64,
}

/// The wanted facts that are still kept, in the order in which they were written: that is the order of each
/// aggregate.
pub async fn facts(database: &Database, wanted: &Wanted) -> Result<Vec<Fact>, StoreError> {
    let Wanted { since, after, kinds, limit } = wanted;
    let from = if *after > 0 || *since == Timestamp::default() {
        Some(after.saturating_add(1))
    } else {
        store::outbox::first_since(database.read(), *since).await?
    };
    let Some(from) = from else { return Ok(Vec::new()) };
    let rows = store::outbox::handed_over(database.read(), (*since, from), kinds, *limit).await?;
    let facts = rows.into_iter().filter_map(|row| {
        let published_at = Timestamp::from_millis(row.published_at?);
        let (seq, id, kind, body) = (row.seq, row.id, row.kind, row.body);
        Some(Fact { seq, id, kind, published_at, body })
    });
    Ok(facts.collect())
}
