//! The routes of the onboarding service.

mod cancel;
mod complete;
mod events;
mod list;
mod mails;
mod provision;
mod start;
mod status;
mod submit;
mod view;

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::web::{self, ServiceConfig};
use parvis_chassis::Failure;
use parvis_chassis::problem::catalogue;
use parvis_chassis::telemetry;
use parvis_kernel::{Locale, OnboardingId};

pub(crate) use complete::Completed;
pub(crate) use start::Started;
pub(crate) use submit::Submitted;
pub(crate) use view::View;

/// The route table.
pub(crate) fn routes(config: &mut ServiceConfig) {
    let v1 = "/api/v1/onboarding";
    config
        .service(web::resource("/api/v1/onboardings").route(web::get().to(list::list)))
        .service(web::resource(format!("{v1}/start")).route(web::post().to(start::start)))
        .service(
            web::resource(format!("{v1}/provision")).route(web::post().to(provision::provision)),
        )
        .service(
            web::resource(format!("{v1}/status/{{uuid}}")).route(web::get().to(status::status)),
        )
        .service(
            web::resource(format!("{v1}/{{uuid}}/complete"))
                .route(web::post().to(complete::complete)),
        )
        .service(
            web::resource(format!("{v1}/{{uuid}}/cancel")).route(web::post().to(cancel::cancel)),
        )
        .service(
            web::resource(format!("{v1}/{{uuid}}/events")).route(web::get().to(events::events)),
        )
        .service(web::resource("/api/onboarding/submit").route(web::post().to(submit::submit)))
        .service(web::resource("/internal/mails/{uuid}").route(web::get().to(mails::mail)));
}

/// Where the status of an onboarding is read.
pub(crate) fn status_path(id: OnboardingId) -> String {
    format!("/api/v1/onboarding/status/{id}")
}

/// Reads the id in a path; a text that is none names nothing.
fn id_of(path: &str) -> Result<OnboardingId, Failure> {
    let id = OnboardingId::parse(path).map_err(|_| Failure::of(catalogue::NOT_FOUND))?;
    telemetry::belongs_to(id);
    Ok(id)
}

/// The language that the caller asked for.
fn language(request: &HttpRequest) -> Option<Locale> {
    let header = request.headers().get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    Locale::accepted(header)
}
