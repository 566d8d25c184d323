//! `POST /api/v1/applications/register`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use parvis_chassis::http::Body;
use parvis_chassis::key::Key;
use parvis_chassis::{Anyone, Claim, Failure};
use parvis_kernel::ApplicationId;
use serde::Serialize;

use crate::Registry;
use crate::commands;
use crate::domain::{Application, Name, Profile};
use crate::error::Error;

/// The answer, with the master key in plain text: for this one time.
#[derive(Serialize)]
pub(crate) struct Registered {
    success: bool,
    app_id: ApplicationId,
    app_name: Name,
    master_key: String,
}

impl Registered {
    pub(crate) const STATUS: u16 = 201;
    /// The members that a replay does not show again.
    pub(crate) const SECRETS: [&str; 1] = ["master_key"];

    pub(crate) fn of(application: Application, key: &Key) -> Self {
        Self {
            success: true,
            app_id: application.id,
            app_name: application.profile.name,
            master_key: key.reveal().reveal().to_owned(),
        }
    }
}

pub(super) async fn post(
    _: Anyone,
    request: HttpRequest,
    registry: Data<Registry>,
    claim: Claim,
    body: Body,
) -> Result<HttpResponse, Failure> {
    let token = request.headers().get("x-bootstrap-token").and_then(|h| h.to_str().ok());
    if !registry.admission.admits(token) {
        return Err(Error::RegistrationClosed.into());
    }
    let profile = Profile::parse(&body.0).map_err(Error::Invalid)?;
    let base = registry.base.clone();
    let command = async move { commands::register(&registry, profile, &claim).await };
    Ok(HttpResponse::Created().json(base.run(command).await?))
}
