//! `GET /api/v1/onboarding/{uuid}/events`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path, Query};
use parvis_chassis::problem::Field;
use parvis_chassis::{Application, Failure};
use parvis_kernel::{ApplicationId, OnboardingId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::id_of;
use crate::store::{self, journey_message};
use crate::{Error, Onboarding};

/// How many events a page holds.
const PAGE: u64 = 100;

/// Which page is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    cursor: Option<String>,
}

/// A page of events in the order in which they became known.
#[derive(Debug, Serialize)]
struct Page {
    success: bool,
    data: Vec<Box<RawValue>>,
    next_cursor: Option<String>,
    has_more: bool,
}

/// The `CloudEvents` of an onboarding.
pub(super) async fn events(
    service: Data<Onboarding>,
    application: Application,
    path: Path<String>,
    place: Query<Place>,
) -> Result<HttpResponse, Failure> {
    let id = id_of(&path)?;
    let after = place.cursor.as_deref().map_or(Ok(0), cursor)?;
    let svc = service.clone();
    let page = async move { page(&svc, (application.0, id), after).await };
    Ok(HttpResponse::Ok().json(service.base.run(page).await?))
}

async fn page(
    service: &Onboarding,
    (application, id): (ApplicationId, OnboardingId),
    after: i64,
) -> Result<Page, Error> {
    let read = service.base.database.read();
    let selected = store::case::one_of(application, id);
    store::case::find(read, &service.definitions, selected).await?.ok_or(Error::Unknown)?;
    let mut rows = journey_message::after(read, id, after, PAGE + 1).await?;
    let has_more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| has_more).map(|row| row.seq.to_string());
    let data = rows.into_iter().map(|row| RawValue::from_string(row.body));
    let data = data.collect::<Result<_, _>>().map_err(parvis_outbox::StoreError::from)?;
    Ok(Page { success: true, data, next_cursor: last, has_more })
}

fn cursor(text: &str) -> Result<i64, Failure> {
    let place = text.parse().ok().filter(|place| *place >= 0);
    place.ok_or_else(|| {
        let message = "cursor must be the next_cursor of a page".to_owned();
        let field = Field { pointer: "/cursor".to_owned(), code: "format".to_owned(), message };
        Failure::invalid(vec![field])
    })
}
