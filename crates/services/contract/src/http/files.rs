//! `GET /api/onboarding/contract/{id}/pdf` and `.../signed.pdf`

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ETAG};
use actix_web::web::{Data, Path};
use parvis_chassis::{Application, Failure};

use super::show::find;
use crate::Contracts;
use crate::domain::BadState;
use crate::error::Error;
use crate::store;

/// The contract as it was presented.
pub(super) async fn pdf(
    contracts: Data<Contracts>,
    Application(application): Application,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let contract = find(&contracts, application, &id).await?;
    let issue = contract.issue.ok_or(Error::State(BadState(contract.state)))?;
    let database = contracts.base.database.clone();
    let query = async move {
        let form = store::document::original(database.read(), contract.id).await?;
        form.ok_or(Error::Unknown)
    };
    let form = contracts.base.run(query).await?;
    Ok(file(&format!("{}.pdf", contract.id), &issue.sha256, form.pdf))
}

/// The contract with its signature.
pub(super) async fn signed(
    contracts: Data<Contracts>,
    Application(application): Application,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let contract = find(&contracts, application, &id).await?;
    let signing = contract.signing.ok_or(Error::State(BadState(contract.state)))?;
    let database = contracts.base.database.clone();
    let query = async move {
        let bytes = store::document::signed(database.read(), contract.id).await?;
        bytes.ok_or(Error::Unknown)
    };
    let bytes = contracts.base.run(query).await?;
    Ok(file(&format!("{}-signed.pdf", contract.id), &signing.sha256, bytes))
}

fn file(name: &str, sha256: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((ETAG, format!("\"{sha256}\"")))
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header((CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")))
        .body(bytes)
}
