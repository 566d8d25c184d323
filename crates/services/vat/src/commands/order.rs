//! Takes the order to verify a company; the answer comes as a fact.

use parvis_outbox::{StoreError, Tx};

use super::pursue;
use crate::domain::Verification;
use crate::store::verification;

/// Records the order and asks at once. An order that is known already changes nothing.
pub(crate) async fn order(
    tx: &mut Tx,
    verification: Verification,
    reference: String,
) -> Result<(), StoreError> {
    if verification::by_id(&**tx, verification.id).await?.is_some() {
        return Ok(());
    }
    let now = tx.now();
    let ordered = tx.apply(verification.ordered(reference)).await?;
    tx.schedule(pursue::KIND, &ordered.id, now).await
}
