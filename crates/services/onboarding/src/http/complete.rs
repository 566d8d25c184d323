//! `POST /api/v1/onboarding/{uuid}/complete`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use parvis_chassis::http::Body;
use parvis_chassis::{Application, Claim, Failure};
use parvis_kernel::{Locale, OnboardingId, Timestamp};
use serde::Serialize;
use serde_json::Value;

use super::{id_of, language};
use crate::Onboarding;
use crate::commands::{self, Complete};
use crate::domain::journey::Status;
use crate::domain::{Case, TenantId};
use parvis_company::Fields;

/// The answer.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "clients know the members by these names")]
pub(crate) struct Completed {
    success: bool,
    message: &'static str,
    uuid: OnboardingId,
    onboarding_status: Status,
    completed_at: Option<Timestamp>,
}

impl Completed {
    /// A completed onboarding, told in the caller's language.
    pub(crate) fn of(case: &Case, locale: Locale) -> Self {
        Self {
            success: true,
            message: locale.pick(
                "Onboarding marqué comme complété avec succès",
                "Onboarding marked as completed",
            ),
            uuid: case.id,
            onboarding_status: case.status(),
            completed_at: case.completed_at,
        }
    }
}

/// Takes note that the application's own part is done.
pub(super) async fn complete(
    service: Data<Onboarding>,
    application: Application,
    claim: Claim,
    (request, path, body): (HttpRequest, Path<String>, Body),
) -> Result<HttpResponse, Failure> {
    let id = id_of(&path)?;
    let tenant = read(&body.0)?;
    // The texts that clients know from before are French.
    let locale = language(&request).unwrap_or(Locale::Fr);
    let ask = Complete { application: application.0, id, tenant, locale };
    let svc = service.clone();
    let case = service.base.run(async move { commands::complete(&svc, ask, &claim).await }).await?;
    Ok(HttpResponse::Ok().json(Completed::of(&case, locale)))
}

/// The `metadata` that clients send are their own affair: they are read and not kept.
fn read(body: &Value) -> Result<TenantId, Failure> {
    let mut fields = Fields::of(body);
    let tenant = fields.required("tenant_id", TenantId::parse);
    let metadata = fields.optional_object("metadata");
    Ok(fields.finish(tenant.zip(metadata).map(|(tenant, ())| tenant))?)
}
