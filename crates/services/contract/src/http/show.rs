//! `GET /api/onboarding/contract/{id}`

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use parvis_chassis::{Application, Failure};
use parvis_kernel::{ApplicationId, ContractId};

use super::ContractView;
use crate::Contracts;
use crate::domain::Contract;
use crate::error::Error;
use crate::store;

/// Shows a contract of the calling application.
pub(super) async fn get(
    contracts: Data<Contracts>,
    Application(application): Application,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let contract = find(&contracts, application, &id).await?;
    Ok(HttpResponse::Ok().json(ContractView::of(&contract)))
}

/// The contract of this application; a foreign one is as unknown as one that does not exist.
pub(super) async fn find(
    contracts: &Data<Contracts>,
    application: ApplicationId,
    id: &str,
) -> Result<Contract, Failure> {
    let id = ContractId::parse(id).map_err(|_| Error::Unknown)?;
    let database = contracts.base.database.clone();
    let query = async move {
        let found = store::contract::of(application).by_id(database.read(), id).await?;
        found.ok_or(Error::Unknown)
    };
    contracts.base.run(query).await
}
