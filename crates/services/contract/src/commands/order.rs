//! Takes note of what a contract is to be made of, and orders the work of writing it.

use parvis_events::contract::v1::GenerateContract;
use parvis_outbox::{Refusal, Tx};

use super::{GENERATE, named};
use crate::domain::{Contract, State};
use crate::store;

/// Takes the order. What became of a contract that is made, refused or withdrawn is said again.
pub(crate) async fn order(tx: &mut Tx, asked: GenerateContract) -> Result<(), Refusal> {
    let (id, application, found) = named(tx, &asked.contract_id, &asked.application_id).await?;
    let now = tx.now();
    let contract = match found {
        Some(contract) => contract,
        None => tx.apply(Contract::reserve(id, application, asked.reference.clone(), now)).await?,
    };
    let contract = tx.apply(contract.order(asked.reference.clone())).await?;
    if contract.state == State::Preparing {
        store::order::keep(tx, id, &asked).await?;
        tx.schedule(GENERATE, &id, now).await?;
    }
    Ok(())
}
