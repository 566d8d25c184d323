//! Keeps a contract's id, so that it can be looked up before its text exists.

use parvis_events::contract::v1::ReserveContract;
use parvis_outbox::{Refusal, Tx};

use super::named;
use crate::domain::Contract;

/// Keeps the id; asked again, it only says so again.
pub(crate) async fn reserve(tx: &mut Tx, asked: ReserveContract) -> Result<(), Refusal> {
    let (id, application, found) = named(tx, &asked.contract_id, &asked.application_id).await?;
    let change = match found {
        Some(contract) => contract.reserve_again(asked.reference),
        None => Contract::reserve(id, application, asked.reference, tx.now()),
    };
    tx.apply(change).await?;
    Ok(())
}
