//! The document's owner has the signed document.

use parvis_outbox::{Refusal, Tx};

use crate::store;

/// Notes it, so that whoever waits reads what he wrote.
pub(crate) async fn stored(tx: &mut Tx, document: (&str, &str)) -> Result<(), Refusal> {
    let newest = store::newest_locked(tx, store::of_everyone(), document).await?;
    let Some(request) = newest else { return Ok(()) };
    let now = tx.now();
    // Said of a document that is not signed here: nobody waits for it.
    if let Ok(change) = request.stored(now) {
        tx.apply(change).await?;
    }
    Ok(())
}
