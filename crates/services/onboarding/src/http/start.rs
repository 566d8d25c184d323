//! `POST /api/v1/onboarding/start`.

use actix_web::HttpResponse;
use actix_web::web::Data;
use parvis_chassis::http::Body;
use parvis_chassis::{Application, Claim, Failure, telemetry};
use parvis_kernel::OnboardingId;
use serde::Serialize;

use crate::Onboarding;
use crate::commands::{self, Start};
use crate::domain::journey::Status;
use crate::domain::{Case, Email, Organisation};
use parvis_company::Fields;

/// The answer.
#[derive(Debug, Serialize)]
pub(crate) struct Started {
    success: bool,
    uuid: OnboardingId,
    subdomain: String,
    full_domain: String,
    url: String,
    email: String,
    organization_name: String,
    onboarding_status: Status,
}

impl Started {
    /// A new onboarding.
    pub(crate) fn of(case: &Case) -> Self {
        Self {
            success: true,
            uuid: case.id,
            subdomain: case.space.label.to_string(),
            full_domain: case.space.full_domain(),
            url: case.space.url(),
            email: case.email.to_string(),
            organization_name: case.organisation.to_string(),
            onboarding_status: case.status(),
        }
    }
}

/// Starts an onboarding; each call is a new one.
pub(super) async fn start(
    service: Data<Onboarding>,
    application: Application,
    claim: Claim,
    body: Body,
) -> Result<HttpResponse, Failure> {
    let mut fields = Fields::of(&body.0);
    let email = fields.required("email", Email::parse);
    let organisation = fields.optional("organization_name", Organisation::parse);
    let application = application.0;
    let start = fields.finish(email.map(|email| Start { application, email, organisation }))?;
    let svc = service.clone();
    let case = service.base.run(async move { commands::start(&svc, start, &claim).await }).await?;
    telemetry::belongs_to(case.id);
    Ok(HttpResponse::Created().json(Started::of(&case)))
}
