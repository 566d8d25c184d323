//! The documents as bytes: to the signer by his link, to other services by their token.

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::{Data, Path};
use parvis_chassis::problem::catalogue;
use parvis_chassis::{Failure, Peer};
use parvis_kernel::SignatureId;
use serde_json::json;

use super::page::Answer;
use super::visit::Visit;
use crate::domain::{Request, Stage};
use crate::error::Error;
use crate::store::events::Happened;
use crate::{Signature, commands};

/// A file for the signer, or the page that says why there is none.
pub(super) enum Download {
    File { name: String, bytes: Vec<u8> },
    Instead(Answer),
}

/// `GET /sign/{token}/document.pdf`.
pub(super) async fn presented(service: Data<Signature>, visit: Visit) -> Result<Download, Failure> {
    let base = service.base.clone();
    base.run(async move { download(&service, visit, false).await }).await
}

/// `GET /sign/{token}/signed.pdf`.
pub(super) async fn signed(service: Data<Signature>, visit: Visit) -> Result<Download, Failure> {
    let base = service.base.clone();
    base.run(async move { download(&service, visit, true).await }).await
}

/// `GET /internal/documents/{id}/bytes`: the signed document.
pub(super) async fn bytes(
    service: Data<Signature>,
    _: Peer,
    id: Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = SignatureId::parse(&id).map_err(|_| Failure::of(catalogue::NOT_FOUND))?;
    let base = service.base.clone();
    let pdf = base.run(async move { commands::signed_copy(&service, id).await }).await?;
    Ok(HttpResponse::Ok().content_type("application/pdf").body(pdf))
}

async fn download(service: &Signature, visit: Visit, is_signed: bool) -> Result<Download, Error> {
    let found = commands::find(service, &visit.token).await?;
    let open = found.filter(|request| {
        if is_signed {
            matches!(request.stage, Stage::Signed(..))
        } else {
            matches!(request.stage, Stage::Requested | Stage::Confirmed(_) | Stage::Signed(..))
        }
    });
    // The page says what there is instead: nothing, or not yet.
    let Some(request) = open else { return super::sign::page(service, &visit).await };
    let bytes = if is_signed {
        commands::signed_copy(service, request.id).await?
    } else {
        commands::copy(service, &request).await?.pdf
    };
    let name = name(service, &request, is_signed);
    let detail = json!({ "document": if is_signed { "signed" } else { "presented" } });
    commands::record(service, &request, (Happened::Downloaded, detail), visit.origin).await?;
    Ok(Download::File { name, bytes })
}

fn name(service: &Signature, request: &Request, is_signed: bool) -> String {
    let key = if is_signed { "done.file" } else { "done.file.presented" };
    let catalogue = service.pages.catalogue();
    catalogue.text(request.signer.locale, key).unwrap_or_default().to_owned()
}

impl actix_web::Responder for Download {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, request: &actix_web::HttpRequest) -> HttpResponse {
        match self {
            Self::File { name, bytes } => HttpResponse::Ok()
                .content_type("application/pdf")
                .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
                .insert_header((REFERRER_POLICY, "no-referrer"))
                .insert_header((CACHE_CONTROL, "no-store"))
                .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
                .body(bytes),
            Self::Instead(answer) => answer.respond_to(request),
        }
    }
}
