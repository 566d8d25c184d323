//! Writes the text of a contract, for a client that waits and for another service alike.

use parvis_company::Order;
use parvis_kernel::{ApplicationId, ContractId, Timestamp};

use super::offer::{Offer, offer};
use crate::Contracts;
use crate::domain::{ContractModel, Rendered, VatProof, render};
use crate::error::Error;

/// Which contract is to be written, and from what.
pub(super) struct Request {
    /// The contract's number.
    pub(super) id: ContractId,
    /// Who sells.
    pub(super) application: ApplicationId,
    /// Who buys what.
    pub(super) order: Order,
    /// How the buyer's VAT number was verified, if it was.
    pub(super) vat_proof: Option<VatProof>,
    /// The date that the contract bears.
    pub(super) at: Timestamp,
}

/// Writes the contract; the same request and offer give the same bytes. Nothing is stored.
pub(super) async fn write(contracts: &Contracts, request: Request) -> Result<Rendered, Error> {
    let Offer { name, provider, prices } = offer(contracts, request.application).await?;
    let model = ContractModel {
        number: request.id.to_string(),
        issued_at: request.at.date_time(),
        application: name,
        provider,
        order: request.order,
        prices,
        vat_proof: request.vat_proof,
    };
    let rendered = contracts.base.compute(move || render(&model)).await;
    Ok(rendered.map_err(Error::Computation)??)
}
