//! `GET /api/onboarding/contract/{id}/pdf` and `.../signed.pdf`

use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, ETag, EntityTag, Header as _, IfNoneMatch,
};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use parvis_chassis::{Application, Failure};
use parvis_outbox::StoreError;

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
    let database = contracts.base.database.clone();
    let bytes = async move {
        let original = store::document::original(database.read(), contract.id).await?;
        Ok(original.map(|original| original.pdf))
    };
    file.answer(&contracts, &request, bytes).await
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
    let database = contracts.base.database.clone();
    let bytes = async move { store::document::signed(database.read(), contract.id).await };
    file.answer(&contracts, &request, bytes).await
}

/// A file that never changes: its hash is its entity tag (RFC 9110, section 8.8.3).
struct File {
    name: String,
    sha256: String,
}

impl File {
    /// The file, or the word that the caller has it already; then its bytes are not even read.
    async fn answer(
        &self,
        contracts: &Contracts,
        request: &HttpRequest,
        bytes: impl Future<Output = Result<Option<Vec<u8>>, StoreError>> + Send + 'static,
    ) -> Result<HttpResponse, Failure> {
        if self.is_known(request) {
            return Ok(self.unchanged());
        }
        let bytes = contracts.base.run(bytes).await?.ok_or(Error::Unknown)?;
        Ok(self.with(bytes))
    }

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
