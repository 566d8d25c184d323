//! `/internal/documents/**`: the documents that this service keeps, for other services.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use parvis_chassis::{Failure, Peer};
use parvis_kernel::ContractId;
use serde_json::json;

use crate::Contracts;
use crate::domain::{Contract, Issue};
use crate::error::Error;
use crate::publish::OWNER;
use crate::store;
use crate::store::document::Original;

/// What a document is: 404 until its text exists.
pub(super) async fn show(
    contracts: Data<Contracts>,
    _: Peer,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let (contract, issue) = issued(&contracts, &id).await?;
    Ok(HttpResponse::Ok().json(json!({
        "owner": OWNER,
        "id": contract.id,
        "application_id": contract.application,
        "sha256": issue.sha256,
        "title": "Contrat d’abonnement",
        "status": contract.state.as_str(),
        "reference": contract.reference,
        "pages": issue.pages,
    })))
}

/// The document as it is presented to its signer.
pub(super) async fn bytes(
    contracts: Data<Contracts>,
    _: Peer,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let original = original(&contracts, &id).await?;
    Ok(HttpResponse::Ok().content_type("application/pdf").body(original.pdf))
}

/// The same articles as an HTML fragment.
pub(super) async fn html(
    contracts: Data<Contracts>,
    _: Peer,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let original = original(&contracts, &id).await?;
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(original.html))
}

async fn issued(contracts: &Data<Contracts>, id: &str) -> Result<(Contract, Issue), Failure> {
    let id = ContractId::parse(id).map_err(|_| Error::Unknown)?;
    let database = contracts.base.database.clone();
    let query = async move { Ok::<_, Error>(store::contract::any(database.read(), id).await?) };
    let contract = contracts.base.run(query).await?.ok_or(Error::Unknown)?;
    let issue = contract.issue.clone().ok_or(Error::Unknown)?;
    Ok((contract, issue))
}

async fn original(contracts: &Data<Contracts>, id: &str) -> Result<Original, Failure> {
    let (contract, _) = issued(contracts, id).await?;
    let database = contracts.base.database.clone();
    let query = async move {
        let original = store::document::original(database.read(), contract.id).await?;
        original.ok_or(Error::Unknown)
    };
    contracts.base.run(query).await
}
