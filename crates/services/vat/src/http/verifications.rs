//! `GET /api/v1/verifications` and `GET /api/v1/verifications/{id}`: what was verified before.

use actix_web::{HttpResponse, web};
use parvis_chassis::problem::catalogue;
use parvis_chassis::{Application, Failure};
use parvis_kernel::VerificationId;
use serde::{Deserialize, Serialize};

use super::verify_vat::LONGEST;
use super::view::{Data, View};
use crate::Vat;
use crate::commands::look_up;
use crate::domain::Asked;

/// Which verifications are wanted; all where no number is named.
#[derive(Debug, Deserialize)]
pub(super) struct Query {
    #[serde(rename = "vatNumber")]
    vat_number: Option<String>,
    cursor: Option<String>,
}

#[derive(Serialize)]
struct Page {
    success: bool,
    data: Vec<View>,
    next_cursor: Option<VerificationId>,
    has_more: bool,
}

/// A page, newest first.
pub(super) async fn list(
    vat: web::Data<Vat>,
    Application(application): Application,
    web::Query(query): web::Query<Query>,
) -> Result<HttpResponse, Failure> {
    let number = query.vat_number.as_deref().map(number).transpose()?;
    let before = query.cursor.as_deref().map(VerificationId::parse).transpose();
    let unparsable = || Failure::of(catalogue::UNPARSABLE);
    let before = before.map_err(|_| unparsable().saying("cursor: not one that a page gave"))?;
    let service = vat.clone().into_inner();
    let page = async move { look_up::page(&service, application, number.as_ref(), before).await };
    let part = vat.base.run(page).await?;
    let data = part.verifications.iter().map(|v| View::new(v, false)).collect();
    let (next_cursor, has_more) = (part.next, part.next.is_some());
    Ok(HttpResponse::Ok().json(Page { success: true, data, next_cursor, has_more }))
}

/// One verification.
pub(super) async fn one(
    vat: web::Data<Vat>,
    Application(application): Application,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id = VerificationId::parse(&id).map_err(|_| Failure::of(catalogue::NOT_FOUND))?;
    let service = vat.clone().into_inner();
    let found = vat.base.run(async move { look_up::one(&service, application, id).await }).await?;
    Ok(HttpResponse::Ok().json(Data::new(View::new(&found, false))))
}

fn number(text: &str) -> Result<Asked, Failure> {
    if text.trim().is_empty() || text.chars().count() > LONGEST {
        let detail = "vatNumber: must have 1 to 64 characters";
        return Err(Failure::of(catalogue::UNPARSABLE).saying(detail));
    }
    Ok(Asked::read(text))
}
