//! Who the provider is and what he charges: from his application, or from the settings.

use parvis_chassis::peers::PeerError;
use parvis_company::{Order, Prices, Provider};
use parvis_kernel::{ApplicationId, ContractId, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use crate::Contracts;
use crate::domain::{ContractModel, VatProof};
use crate::error::Error;

/// What another service knows about an application.
#[derive(Deserialize)]
struct Known {
    app_name: String,
    provider: Option<Value>,
    prices: Option<Value>,
}

/// Gathers everything that a contract says.
pub(super) async fn model(
    contracts: &Contracts,
    (id, application): (ContractId, ApplicationId),
    (order, vat_proof): (Order, Option<VatProof>),
    issued_at: Timestamp,
) -> Result<ContractModel, Error> {
    let known = known(contracts, application).await?;
    let provider = known.provider.or_else(|| contracts.settings.provider.clone());
    let provider = Provider::parse(&provider.ok_or(Error::NoProvider)?);
    let prices = known.prices.map_or(Ok(Prices::default()), |prices| Prices::parse(&prices));
    Ok(ContractModel {
        number: id.to_string(),
        issued_at: issued_at.date_time(),
        application: known.app_name,
        provider: provider.map_err(|_| Error::NoProvider)?,
        order,
        prices: prices.map_err(Error::Invalid)?,
        vat_proof,
    })
}

async fn known(contracts: &Contracts, application: ApplicationId) -> Result<Known, Error> {
    let owner = &contracts.settings.application_owner;
    let path = format!("/internal/applications/{application}");
    match contracts.base.peers.json(owner, &path).await {
        Ok(known) => Ok(known),
        Err(PeerError::Absent) => Err(Error::Unknown),
        Err(other) => Err(other.into()),
    }
}
