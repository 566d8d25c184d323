//! Withdraws a contract that will not be signed.

use parvis_events::contract::v1::CancelContract;
use parvis_outbox::{Refusal, Tx};

use super::{GENERATE, ids};
use crate::store;

/// Withdraws the contract; one that is unknown, signed or withdrawn already stays as it is.
pub(crate) async fn cancel(tx: &mut Tx, asked: CancelContract) -> Result<(), Refusal> {
    let (id, application) = ids(&asked.contract_id, &asked.application_id)?;
    let found = store::contract::of(application).by_id(&**tx, id).await?;
    let Some(Ok(change)) = found.map(crate::domain::Contract::cancel) else { return Ok(()) };
    tx.unschedule(GENERATE, &id).await?;
    tx.apply(change).await?;
    Ok(())
}
