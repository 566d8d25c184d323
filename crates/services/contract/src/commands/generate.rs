//! Writes a contract that another service ordered.

use std::sync::Arc;

use parvis_chassis::Problem as _;
use parvis_company::Order;
use parvis_events::contract::v1::{self, GenerateContract};
use parvis_events::instant;
use parvis_kernel::ContractId;
use parvis_outbox::{Job, Outcome};

use super::ended;
use super::write::{Request, write};
use crate::Contracts;
use crate::domain::{Contract, Issue, Obstacle, Rendered, State, VatProof};
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
    let recorded = match written(&contracts, &contract, order).await {
        Ok(rendered) => record(&contracts, job, contract, rendered).await,
        Err(error) if error.kind().status == 422 => refuse(&contracts, job, contract, &error).await,
        Err(error) => return Err(error),
    };
    ended(recorded, contracts.base.database.now())
}

async fn written(
    contracts: &Contracts,
    contract: &Contract,
    asked: GenerateContract,
) -> Result<Rendered, Error> {
    let order = Order::try_from(&asked.order.unwrap_or_default()).map_err(Error::Invalid)?;
    let request = Request {
        id: contract.id,
        application: contract.application,
        order,
        vat_proof: asked.vat_proof.map(vat_proof),
        at: contract.created_at,
    };
    write(contracts, request).await
}

fn vat_proof(proof: v1::VatProof) -> VatProof {
    VatProof {
        source: proof.source,
        checked_at: instant(proof.checked_at.as_ref()).date_time(),
        consultation_number: Some(proof.consultation_number).filter(|n| !n.is_empty()),
    }
}

async fn record(
    contracts: &Contracts,
    job: Job,
    contract: Contract,
    rendered: Rendered,
) -> Result<(), Error> {
    let mut tx = contracts.base.database.begin().await?;
    tx.belong_to(&job);
    let issue = Issue::of(&rendered, tx.now());
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
    let contract = tx.apply(contract.refuse(obstacle)?).await?;
    store::order::forget(&tx, contract.id).await?;
    Ok(tx.commit().await?)
}
