//! `POST /api/v1/onboarding/{uuid}/cancel`.

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use actix_web::web::{Data, Path};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use parvis_chassis::http::Body;
use parvis_chassis::{Application, Claim, Failure};
use serde_json::json;

use super::{View, id_of};
use crate::Onboarding;
use crate::commands::{self, Cancel};
use parvis_company::Fields;
use parvis_company::line;

const LONGEST_REASON: usize = 500;

/// A body that may be left out, since it has nothing that must be said.
pub(super) struct OptionalBody(Body);

impl FromRequest for OptionalBody {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let headers = request.headers();
        let length = headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0");
        if length || headers.contains_key(TRANSFER_ENCODING) {
            return Body::from_request(request, payload).map(|body| body.map(Self)).boxed_local();
        }
        async { Ok(Self(Body(json!({})))) }.boxed_local()
    }
}

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
