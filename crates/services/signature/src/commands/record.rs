//! The audit trail of what changes nothing else.

use serde_json::Value;

use crate::Signature;
use crate::domain::{Origin, Request};
use crate::error::Error;
use crate::store::events::{self, Entry, Happened};

/// Adds an entry to the trail of a request.
pub(crate) async fn record(
    service: &Signature,
    request: &Request,
    (what, detail): (Happened, Value),
    origin: Origin,
) -> Result<(), Error> {
    let tx = service.base.database.begin().await?;
    let entry = Entry { signature: request.id, what, at: tx.now(), origin, detail };
    events::add(&tx, entry).await?;
    tx.commit().await?;
    Ok(())
}
