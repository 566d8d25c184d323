//! `POST /api/onboarding/verify-vat`.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, web};
use parvis_chassis::http::Body;
use parvis_chassis::problem::Field;
use parvis_chassis::{Application, Claim, Failure};
use parvis_kernel::ApplicationId;
use serde_json::Value;

use super::view::{Data, View};
use crate::Vat;
use crate::commands::verify::verify;
use crate::error::Error;

/// The most characters of a number; the longest real ones have 14, and separators.
pub(super) const LONGEST: usize = 64;

/// A verdict: 200, or 202 when nobody answered in time and the event follows.
pub(super) async fn post(
    vat: web::Data<Vat>,
    Application(application): Application,
    claim: Claim,
    body: Body,
) -> Result<HttpResponse, Failure> {
    let text = vat_number(&body.0)?;
    let service = vat.clone().into_inner();
    let answer = vat.base.run(answer(service, application, text, claim)).await?;
    Ok(respond(&answer))
}

/// Verifies, and keeps the answer under an idempotency key. That is a write of its own: the same
/// question asked again finds the same verification, so a crash in between repeats nothing.
async fn answer(
    vat: Arc<Vat>,
    application: ApplicationId,
    text: String,
    claim: Claim,
) -> Result<Data<View>, Error> {
    let told = verify(&vat, application, &text).await?;
    let answer = Data::new(View::new(&told.verification, told.stale));
    if claim.is_made() {
        let claim = location(&answer).map_or(claim.clone(), |there| claim.pointing_to(there));
        let tx = vat.base.database.begin().await?;
        claim.keep(&tx, status(&answer).as_u16(), &answer).await?;
        tx.commit().await?;
    }
    Ok(answer)
}

fn respond(answer: &Data<View>) -> HttpResponse {
    let mut response = HttpResponse::build(status(answer));
    if let Some(there) = location(answer) {
        response.insert_header((LOCATION, there));
    }
    response.json(answer)
}

/// Where the verdict will be, if there is none yet.
fn location(answer: &Data<View>) -> Option<String> {
    let id = answer.data.verification_id;
    answer.data.valid.is_none().then(|| format!("/api/v1/verifications/{id}"))
}

const fn status(answer: &Data<View>) -> StatusCode {
    if answer.data.valid.is_none() { StatusCode::ACCEPTED } else { StatusCode::OK }
}

fn vat_number(body: &Value) -> Result<String, Failure> {
    let text = match body.get("vatNumber") {
        None | Some(Value::Null) => return Err(fault("required", "vatNumber is required")),
        Some(Value::String(text)) => text.trim(),
        Some(_) => return Err(fault("type", "vatNumber must be a string")),
    };
    if text.is_empty() {
        return Err(fault("required", "vatNumber is required"));
    }
    if text.chars().count() > LONGEST {
        return Err(fault("too_long", "vatNumber must not have more than 64 characters"));
    }
    Ok(text.to_owned())
}

fn fault(code: &str, message: &str) -> Failure {
    let pointer = "/vatNumber".to_owned();
    Failure::invalid(vec![Field { pointer, code: code.to_owned(), message: message.to_owned() }])
}
