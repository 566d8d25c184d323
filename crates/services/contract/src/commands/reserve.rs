//! Keeps a contract's id, so that it can be looked up before its text exists.

use parvis_events::contract::v1::ReserveContract;
use parvis_outbox::{Refusal, Tx};

use super::named;
use crate::domain::Contract;

/// Keeps the id; asked again, it changes nothing.
pub(crate) async fn reserve(tx: &mut Tx, asked: ReserveContract) -> Result<(), Refusal> {
    let (id, application, found) = named(tx, &asked.contract_id, &asked.application_id).await?;
    if found.is_none() {
        let now = tx.now();
        tx.apply(Contract::reserve(id, application, asked.reference, now)).await?;
    }
    Ok(())
}
