//! `POST /api/v1/onboarding/provision`.

use std::time::Duration;

use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use parvis_chassis::http::Body;
use parvis_chassis::{Application, Claim, Failure, telemetry};
use parvis_kernel::OnboardingId;
use serde_json::Value;

use super::{View, status_path};
use crate::Onboarding;
use crate::commands::{self, Provision};
use parvis_company::Fields;
use parvis_company::Flaw;

/// The longest wait that a caller may ask for, in seconds.
const LONGEST: u64 = 60;

/// Prepares a space and waits for it.
pub(super) async fn provision(
    service: Data<Onboarding>,
    application: Application,
    claim: Claim,
    (request, body): (HttpRequest, Body),
) -> Result<HttpResponse, Failure> {
    let (id, wants_key) = read(&body.0)?;
    telemetry::belongs_to(id);
    let wait = preferred(&request).unwrap_or(service.settings.provision_wait());
    let ask = Provision { application: application.0, id, wants_key, wait };
    let svc = service.clone();
    let done =
        service.base.run(async move { commands::provision(&svc, ask, &claim).await }).await?;
    let view = View::of(&done.case).provisioned(done.key.as_ref(), done.replay);
    if done.case.is_ready() {
        return Ok(HttpResponse::Ok().json(view));
    }
    Ok(HttpResponse::Accepted().insert_header((LOCATION, status_path(id))).json(view))
}

fn read(body: &Value) -> Result<(OnboardingId, bool), Failure> {
    let mut fields = Fields::of(body);
    let uuid = |text: &str| {
        OnboardingId::parse(&text.to_ascii_lowercase()).map_err(|_| Flaw::Format("a UUID"))
    };
    let id = fields.required("uuid", uuid);
    let wants_key = fields.switch("generate_api_key");
    Ok(fields.finish(id.zip(wants_key))?)
}

/// The wait of `Prefer: wait=N` (RFC 7240 section 4.3).
fn preferred(request: &HttpRequest) -> Option<Duration> {
    let headers = request.headers().get_all("prefer").filter_map(|header| header.to_str().ok());
    let mut preferences = headers.flat_map(|header| header.split([',', ';']));
    let seconds = preferences.find_map(|preference| {
        let (name, value) = preference.split_once('=')?;
        name.trim().eq_ignore_ascii_case("wait").then(|| value.trim().trim_matches('"'))
    })?;
    let seconds: u64 = seconds.parse().ok()?;
    Some(Duration::from_secs(seconds.min(LONGEST)))
}
