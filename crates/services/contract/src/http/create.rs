//! `POST /api/onboarding/create-contract`

use actix_web::HttpResponse;
use actix_web::web::Data;
use parvis_chassis::http::Body;
use parvis_chassis::{Application, Claim, Failure};

use crate::{Contracts, commands};

/// Writes a contract; 201 with its number.
pub(super) async fn post(
    contracts: Data<Contracts>,
    Application(application): Application,
    claim: Claim,
    body: Body,
) -> Result<HttpResponse, Failure> {
    let service = contracts.clone().into_inner();
    let command = commands::create(service, application, body.0, claim);
    let view = contracts.base.run(command).await?;
    Ok(HttpResponse::Created().json(view))
}
