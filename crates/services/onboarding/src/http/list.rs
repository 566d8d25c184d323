//! `GET /api/v1/onboardings`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Query};
use parvis_chassis::{Application, Failure};
use parvis_kernel::OnboardingId;
use parvis_vatid::Siret;
use serde::Serialize;
use serde_json::Value;

use super::View;
use crate::domain::journey::Status;
use crate::store::case::{Filter, list_page};
use crate::{Error, Onboarding};
use parvis_company::Fields;
use parvis_company::Flaw;
use parvis_company::line;

/// How many onboardings a page holds.
const PAGE: usize = 50;

/// A page of onboardings, the latest first.
#[derive(Debug, Serialize)]
struct Page {
    success: bool,
    data: Vec<View>,
    next_cursor: Option<OnboardingId>,
    has_more: bool,
}

/// The application's own onboardings.
pub(super) async fn list(
    service: Data<Onboarding>,
    application: Application,
    query: Query<Value>,
) -> Result<HttpResponse, Failure> {
    let filter = read(&query)?;
    let svc = service.clone();
    let page = async move {
        let limit = PAGE as u64 + 1;
        let selected = list_page(application.0, &filter, limit);
        let read = svc.base.database.read();
        Ok::<_, Error>(crate::store::case::list(read, &svc.definitions, selected).await?)
    };
    let mut cases = service.base.run(page).await?;
    let has_more = cases.len() > PAGE;
    cases.truncate(PAGE);
    let next_cursor = cases.last().filter(|_| has_more).map(|case| case.id);
    let data = cases.iter().map(View::of).collect();
    Ok(HttpResponse::Ok().json(Page { success: true, data, next_cursor, has_more }))
}

fn read(query: &Value) -> Result<Filter, Failure> {
    let mut fields = Fields::of(query);
    let filter = Filter {
        email: fields.optional("email", |text| line(text, 254)),
        siret: fields.optional("siret", siret),
        status: fields.optional("status", status),
        before: fields.optional("cursor", cursor),
    };
    Ok(fields.finish(Some(filter))?)
}

fn siret(text: &str) -> Result<Siret, Flaw> {
    Siret::parse(text).map_err(|_| Flaw::Format("a SIRET"))
}

fn status(text: &str) -> Result<Status, Flaw> {
    let known = "one of pending, provisioning, activated, completed, failed, cancelled";
    serde_json::from_value(Value::from(text)).map_err(|_| Flaw::Format(known))
}

fn cursor(text: &str) -> Result<OnboardingId, Flaw> {
    OnboardingId::parse(text).map_err(|_| Flaw::Format("the next_cursor of a page"))
}
