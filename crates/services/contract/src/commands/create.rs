//! Writes a contract at once, for a client that waits for it.

use std::sync::Arc;

use parvis_chassis::Claim;
use parvis_company::Order;
use parvis_kernel::{ApplicationId, ContractId};
use serde_json::Value;

use super::write::{Request, write};
use crate::Contracts;
use crate::domain::{Contract, Issue};
use crate::error::Error;
use crate::http::ContractView;
use crate::store;

/// Parses the order, writes the contract, and keeps the answer with it.
pub(crate) async fn create(
    contracts: Arc<Contracts>,
    application: ApplicationId,
    body: Value,
    claim: Claim,
) -> Result<ContractView, Error> {
    let order = Order::parse(&body).map_err(Error::Invalid)?;
    let (id, at) = (ContractId::fresh(), contracts.base.database.now());
    let request = Request { id, application, order, vat_proof: None, at };
    let rendered = write(&contracts, request).await?;
    let issue = Issue::of(&rendered, at);
    let mut tx = contracts.base.database.begin().await?;
    let contract = tx.apply(Contract::write(id, application, issue)).await?;
    store::document::put_original(&tx, id, rendered.pdf, rendered.html).await?;
    let view = ContractView::of(&contract);
    claim.keep(&tx, 201, &view).await?;
    tx.commit().await?;
    Ok(view)
}
