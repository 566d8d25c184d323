//! Whoever asked takes the request back.

use parvis_kernel::{ApplicationId, SignatureId};
use parvis_outbox::{Refusal, Tx};

use crate::commands::{EXPIRE, FETCH};
use crate::domain::VoidReason;
use crate::store;

/// Voids the request, if it can still be. Where it is over already, what became of it is said again;
/// what is confirmed is sealed all the same, and the seal says so.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    (id, application): (SignatureId, ApplicationId),
    reference: String,
) -> Result<(), Refusal> {
    let found = store::locked(tx, id).await?.filter(|r| r.application == application);
    let Some(request) = found else {
        tracing::info!("a request that is not known was taken back");
        return Ok(());
    };
    let now = tx.now();
    let Ok(change) = request.clone().void(VoidReason::Withdrawn, now) else {
        let correlation = request.correlation.clone();
        tx.apply(request.repeated(reference, correlation)).await?;
        return Ok(());
    };
    tx.apply(change).await?;
    tx.unschedule(FETCH, &id).await?;
    tx.unschedule(EXPIRE, &id).await?;
    Ok(())
}
