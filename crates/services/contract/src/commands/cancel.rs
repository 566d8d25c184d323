//! Withdraws a contract that will not be signed.

use parvis_events::contract::v1::CancelContract;
use parvis_outbox::{Refusal, Tx};

use super::{GENERATE, named};
use crate::domain::Contract;
use crate::store;

/// Withdraws the contract. One that is unknown or withdrawn already is said to be withdrawn all the
/// same, and a signed one to be signed: whoever undoes his work waits to hear it.
pub(crate) async fn cancel(tx: &mut Tx, asked: CancelContract) -> Result<(), Refusal> {
    let (id, application, found) = named(tx, &asked.contract_id, &asked.application_id).await?;
    let change = match found {
        Some(contract) => contract.cancel(asked.reference),
        None => Contract::never(id, application, asked.reference, tx.now()),
    };
    tx.unschedule(GENERATE, &id).await?;
    store::order::forget(tx, id).await?;
    tx.apply(change).await?;
    Ok(())
}
