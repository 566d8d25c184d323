//! `POST /api/onboarding/submit`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use parvis_chassis::http::Body;
use parvis_chassis::{Application, Claim, Failure, telemetry};
use parvis_company::Order;
use parvis_kernel::{ApplicationId, ContractId, Locale, OnboardingId};
use serde::Serialize;
use serde_json::Value;

use super::{language, status_path};
use crate::Onboarding;
use crate::commands::{self, Start, Submit};
use crate::domain::journey::Status;
use crate::domain::{Case, Email, Organisation, Phone};
use parvis_company::Fields;

/// The answer.
#[derive(Debug, Serialize)]
pub(crate) struct Submitted {
    success: bool,
    data: Submission,
}

/// What a client wants to know of what it submitted.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Submission {
    onboarding_id: OnboardingId,
    contract_id: Option<ContractId>,
    status: Status,
    subdomain: String,
    full_domain: String,
    url: String,
    organization_name: String,
    email: String,
    status_url: String,
    contract_url: Option<String>,
}

impl Submitted {
    /// A client's onboarding.
    pub(crate) fn of(case: &Case) -> Self {
        let contract_id = case.client.as_ref().map(|client| client.contract);
        let data = Submission {
            onboarding_id: case.id,
            contract_id,
            status: case.status(),
            subdomain: case.space.label.to_string(),
            full_domain: case.space.full_domain(),
            url: case.space.url(),
            organization_name: case.organisation.to_string(),
            email: case.email.to_string(),
            status_url: status_path(case.id),
            contract_url: contract_id.map(|id| format!("/api/onboarding/contract/{id}")),
        };
        Self { success: true, data }
    }
}

/// Starts the whole client journey.
pub(super) async fn submit(
    service: Data<Onboarding>,
    application: Application,
    claim: Claim,
    (request, body): (HttpRequest, Body),
) -> Result<HttpResponse, Failure> {
    let locale = language(&request).unwrap_or(service.settings.default_locale);
    let submit = read(&body.0, application.0, locale)?;
    let svc = service.clone();
    let case =
        service.base.run(async move { commands::submit(&svc, submit, &claim).await }).await?;
    telemetry::belongs_to(case.id);
    Ok(HttpResponse::Accepted().json(Submitted::of(&case)))
}

/// Reads the order and who asks for it; without a name of its own the organisation is the company.
fn read(body: &Value, application: ApplicationId, locale: Locale) -> Result<Submit, Failure> {
    let mut fields = Fields::of(body);
    let order = fields.also(Order::parse(body));
    let email = fields.required("email", Email::parse);
    let phone = fields.optional("phone", Phone::parse);
    let named = fields.optional("organization_name", Organisation::parse);
    let whole = order.zip(email).map(|(order, email)| {
        let company = || Organisation::parse(&order.company.company_name).ok();
        let organisation = named.or_else(company);
        Submit { start: Start { application, email, organisation }, order, phone, locale }
    });
    Ok(fields.finish(whole)?)
}
