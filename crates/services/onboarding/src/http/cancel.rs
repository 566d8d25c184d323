//! `POST /api/v1/onboarding/{uuid}/cancel`.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use parvis_chassis::http::OptionalBody;
use parvis_chassis::{Application, Claim, Failure};

use super::{View, id_of};
use crate::Onboarding;
use crate::commands::{self, Cancel};
use parvis_company::Fields;
use parvis_company::line;

const LONGEST_REASON: usize = 500;

/// Calls an onboarding off.
pub(super) async fn cancel(
    service: Data<Onboarding>,
    application: Application,
    claim: Claim,
    (path, body): (Path<String>, OptionalBody),
) -> Result<HttpResponse, Failure> {
    let id = id_of(&path)?;
    let mut fields = Fields::of(&body.0.0);
    let reason = fields.optional("reason", |text| line(text, LONGEST_REASON));
    let reason = fields.finish(Some(reason))?;
    let ask = Cancel { application: application.0, id, reason };
    let svc = service.clone();
    let case = service.base.run(async move { commands::cancel(&svc, ask, &claim).await }).await?;
    Ok(HttpResponse::Ok().json(View::of(&case)))
}
