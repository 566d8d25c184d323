//! `GET /api/onboarding/contract/{id}/pdf` and `.../signed.pdf`

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, ETag, EntityTag, Header as _, IfNoneMatch,
};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
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
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let contract = find(&contracts, application, &id).await?;
    let issue = contract.issue.ok_or(Error::State(BadState(contract.state)))?;
    let file = File { name: format!("{}.pdf", contract.id), sha256: issue.sha256 };
    if file.is_known(&request) {
        return Ok(file.unchanged());
    }
    let database = contracts.base.database.clone();
    let query = async move { store::document::original(database.read(), contract.id).await };
    let original = contracts.base.run(query).await?.ok_or(Error::Unknown)?;
    Ok(file.with(original.pdf))
}

/// The contract with its signature.
pub(super) async fn signed(
    contracts: Data<Contracts>,
    Application(application): Application,
    id: Path<String>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let contract = find(&contracts, application, &id).await?;
    let signing = contract.signing.ok_or(Error::State(BadState(contract.state)))?;
    let file = File { name: format!("{}-signed.pdf", contract.id), sha256: signing.sha256 };
    if file.is_known(&request) {
        return Ok(file.unchanged());
    }
    let database = contracts.base.database.clone();
    let query = async move { store::document::signed(database.read(), contract.id).await };
    let bytes = contracts.base.run(query).await?.ok_or(Error::Unknown)?;
    Ok(file.with(bytes))
}

/// A file that never changes: its hash is its entity tag (RFC 9110, section 8.8.3).
struct File {
    name: String,
    sha256: String,
}

impl File {
    fn tag(&self) -> EntityTag {
        EntityTag::new_strong(self.sha256.clone())
    }

    /// Whether the caller has it already (`If-None-Match`).
    fn is_known(&self, request: &HttpRequest) -> bool {
        match IfNoneMatch::parse(request) {
            Ok(IfNoneMatch::Any) => true,
            Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&self.tag())),
            Err(_) => false,
        }
    }

    fn unchanged(&self) -> HttpResponse {
        HttpResponse::NotModified()
            .insert_header(ETag(self.tag()))
            .insert_header((CACHE_CONTROL, "private, no-cache"))
            .finish()
    }

    fn with(&self, bytes: Vec<u8>) -> HttpResponse {
        HttpResponse::Ok()
            .content_type("application/pdf")
            .insert_header(ETag(self.tag()))
            .insert_header((CACHE_CONTROL, "private, no-cache"))
            .insert_header((CONTENT_DISPOSITION, format!("inline; filename=\"{}\"", self.name)))
            .body(bytes)
    }
}
