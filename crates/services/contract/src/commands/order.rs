//! Takes note of what a contract is to be made of, and orders the work of writing it.

use parvis_events::contract::v1::GenerateContract;
use parvis_outbox::{Refusal, Tx};

use super::{GENERATE, named};
use crate::domain::Contract;
use crate::store;

/// Takes the order; one whose contract is written already changes nothing.
pub(crate) async fn order(tx: &mut Tx, asked: GenerateContract) -> Result<(), Refusal> {
    let (id, application, found) = named(tx, &asked.contract_id, &asked.application_id).await?;
    let now = tx.now();
    let contract = match found {
        Some(contract) => contract,
        None => tx.apply(Contract::reserve(id, application, asked.reference.clone(), now)).await?,
    };
    let Ok(change) = contract.order(asked.reference.clone()) else { return Ok(()) };
    tx.apply(change).await?;
    store::order::keep(tx, id, &asked).await?;
    tx.schedule(GENERATE, &id, now).await?;
    Ok(())
}
