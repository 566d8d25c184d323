//! Withdraws a contract that will not be signed.

use parvis_events::contract::v1::CancelContract;
use parvis_outbox::{Refusal, Tx};

use super::{GENERATE, named};
use crate::store;

/// Withdraws the contract; one that is unknown, signed or withdrawn already stays as it is.
pub(crate) async fn cancel(tx: &mut Tx, asked: CancelContract) -> Result<(), Refusal> {
    let (id, _, found) = named(tx, &asked.contract_id, &asked.application_id).await?;
    let Some(Ok(change)) = found.map(|contract| contract.cancel(asked.reference)) else {
        return Ok(());
    };
    tx.unschedule(GENERATE, &id).await?;
    store::order::forget(tx, id).await?;
    tx.apply(change).await?;
    Ok(())
}
