//! What an application sells: under which name, as which company, at which prices.

use parvis_chassis::peers::PeerError;
use parvis_company::{Prices, Provider};
use parvis_kernel::ApplicationId;
use serde::Deserialize;
use serde_json::Value;

use crate::Contracts;
use crate::error::Error;

/// The provider's side of a contract.
pub(super) struct Offer {
    /// The name of the service that is subscribed to.
    pub(super) name: String,
    /// The company that sells it.
    pub(super) provider: Provider,
    /// Its price list.
    pub(super) prices: Prices,
}

/// What the service that knows the applications answers.
#[derive(Deserialize)]
struct Registered {
    app_name: String,
    provider: Option<Value>,
    prices: Option<Value>,
}

/// The application's own offer; the settings name the provider where it names none, and the list
/// prices hold where it has none of its own.
pub(super) async fn offer(
    contracts: &Contracts,
    application: ApplicationId,
) -> Result<Offer, Error> {
    let Registered { app_name, provider, prices } = registered(contracts, application).await?;
    let provider = provider.or_else(|| contracts.settings.provider.clone());
    let provider = Provider::parse(&provider.ok_or(Error::NoProvider)?);
    let prices = prices.map_or(Ok(Prices::default()), |prices| Prices::parse(&prices));
    Ok(Offer {
        name: app_name,
        provider: provider.map_err(|_| Error::NoProvider)?,
        prices: prices.map_err(|_| Error::UnreadablePrices)?,
    })
}

async fn registered(
    contracts: &Contracts,
    application: ApplicationId,
) -> Result<Registered, Error> {
    let owner = &contracts.settings.application_owner;
    let path = format!("/internal/applications/{application}");
    match contracts.base.peers.json(owner, &path).await {
        Ok(registered) => Ok(registered),
        Err(PeerError::Absent) => Err(Error::Unknown),
        Err(other) => Err(other.into()),
    }
}
