//! Writes a contract that another service ordered.

use std::sync::Arc;

use parvis_chassis::Problem as _;
use parvis_company::Order;
use parvis_events::contract::v1::GenerateContract;
use parvis_events::instant;
use parvis_kernel::ContractId;
use parvis_outbox::{Job, Outcome};

use super::model::model;
use crate::Contracts;
use crate::domain::{Contract, Issue, Obstacle, Rendered, State, VatProof, render};
use crate::error::Error;
use crate::store;

/// The kind of work that this file does; its key is the contract's id.
pub(crate) const GENERATE: &str = "generate";

/// Writes the contract, or refuses it for good when the order is at fault.
pub(crate) async fn generate(contracts: Arc<Contracts>, job: Job) -> Result<Outcome, Error> {
    let id = ContractId::parse(&job.key).map_err(|_| Error::Unknown)?;
    let read = contracts.base.database.read();
    let Some(contract) = store::contract::any(read, id).await? else { return Ok(Outcome::Done) };
    let Some(order) = store::order::of(read, id).await? else { return Ok(Outcome::Done) };
    if contract.state != State::Preparing {
        return Ok(Outcome::Done);
    }
    match written(&contracts, &contract, order).await {
        Ok(rendered) => record(&contracts, job, contract, rendered).await?,
        Err(error) if error.kind().status == 422 => {
            refuse(&contracts, job, contract, &error).await?;
        }
        Err(error) => return Err(error),
    }
    Ok(Outcome::Done)
}

async fn written(
    contracts: &Contracts,
    contract: &Contract,
    asked: GenerateContract,
) -> Result<Rendered, Error> {
    let order = Order::try_from(&asked.order.unwrap_or_default()).map_err(Error::Invalid)?;
    let proof = asked.vat_proof.map(|proof| VatProof {
        source: proof.source,
        checked_at: instant(proof.checked_at.as_ref()).date_time(),
        consultation_number: Some(proof.consultation_number).filter(|n| !n.is_empty()),
    });
    let names = (contract.id, contract.application);
    let model = model(contracts, names, (order, proof), contract.created_at).await?;
    let rendered = contracts.base.compute(move || render(&model)).await;
    Ok(rendered.map_err(Error::Computation)??)
}

async fn record(
    contracts: &Contracts,
    job: Job,
    contract: Contract,
    rendered: Rendered,
) -> Result<(), Error> {
    let mut tx = contracts.base.database.begin().await?;
    tx.belong_to(&job);
    let pages = u32::try_from(rendered.pages).unwrap_or(u32::MAX);
    let issue = Issue { sha256: rendered.sha256_hex(), pages, at: tx.now() };
    let contract = tx.apply(contract.issue(issue)?).await?;
    store::document::put_original(&tx, contract.id, rendered.pdf, rendered.html).await?;
    store::order::forget(&tx, contract.id).await?;
    Ok(tx.commit().await?)
}

async fn refuse(
    contracts: &Contracts,
    job: Job,
    contract: Contract,
    error: &Error,
) -> Result<(), Error> {
    let hint = error.detail().unwrap_or_else(|| error.kind().en.to_owned());
    let obstacle = Obstacle { code: error.kind().code.to_owned(), hint };
    let mut tx = contracts.base.database.begin().await?;
    tx.belong_to(&job);
    tx.apply(contract.refuse(obstacle)?).await?;
    Ok(tx.commit().await?)
}
