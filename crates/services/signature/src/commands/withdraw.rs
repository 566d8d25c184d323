//! Whoever asked takes the request back.

use parvis_kernel::{ApplicationId, SignatureId};
use parvis_outbox::{Refusal, Tx};

use crate::commands::{EXPIRE, FETCH};
use crate::domain::VoidReason;
use crate::store;

/// Voids the request, if it can still be: what is confirmed is sealed all the same.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    id: SignatureId,
    application: ApplicationId,
) -> Result<(), Refusal> {
    let found = store::by_id(&**tx, id).await?.filter(|r| r.application == application);
    let Some(request) = found else {
        tracing::info!("a request that is not known was taken back");
        return Ok(());
    };
    let now = tx.now();
    match request.void(VoidReason::Withdrawn, now) {
        Ok(change) => {
            tx.apply(change).await?;
            tx.unschedule(FETCH, &id).await?;
            tx.unschedule(EXPIRE, &id).await?;
        }
        Err(refused) => tracing::info!(%refused, "a request was taken back too late"),
    }
    Ok(())
}
