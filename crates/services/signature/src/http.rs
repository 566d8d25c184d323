//! The route table.

mod assets;
mod bring;
mod documents;
mod mails;
mod origin;
mod page;
mod sign;
mod trust;
mod visit;

use actix_web::ResponseError as _;
use actix_web::error::UrlencodedError;
use actix_web::http::StatusCode;
use actix_web::web::{self, FormConfig, PayloadConfig, ServiceConfig, get, post};
use parvis_chassis::Failure;

use parvis_chassis::problem::catalogue;

/// The largest body, in bytes: a drawing of 512 kB in base64, and some.
const MOST: usize = 1024 * 1024;

/// Every route of the service.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .app_data(PayloadConfig::new(MOST))
        .app_data(
            FormConfig::default().limit(MOST).error_handler(|error, _| bad_form(&error).into()),
        )
        .service(
            web::resource("/sign/{token}")
                .route(get().to(sign::show))
                .route(post().to(sign::modify)),
        )
        .service(web::resource("/sign/{token}/done").route(get().to(sign::show)))
        .service(
            web::resource("/sign/{token}/review")
                .route(post().to(sign::review))
                .route(get().to(sign::back)),
        )
        .service(
            web::resource("/sign/{token}/confirm")
                .route(post().to(sign::confirm))
                .route(get().to(sign::back)),
        )
        .service(
            web::resource("/sign/{token}/decline")
                .route(post().to(sign::decline))
                .route(get().to(sign::back)),
        )
        .service(web::resource("/sign/{token}/document.pdf").route(get().to(documents::presented)))
        .service(web::resource("/sign/{token}/signed.pdf").route(get().to(documents::signed)))
        .service(web::resource("/assets/{name}").route(get().to(assets::asset)))
        .service(web::resource("/trust/roots.pem").route(get().to(trust::roots)))
        .service(web::resource("/trust/crl.der").route(get().to(trust::revocation_list)))
        .service(web::resource("/api/onboarding/sign/{contract}").route(post().to(bring::bring)))
        .service(web::resource("/internal/documents/{id}/bytes").route(get().to(documents::bytes)))
        .service(web::resource("/internal/mails/{id}").route(get().to(mails::mail)));
}

fn bad_form(error: &UrlencodedError) -> Failure {
    match error.status_code() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::of(catalogue::TOO_LARGE),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Failure::of(catalogue::UNSUPPORTED_MEDIA_TYPE),
        _ => Failure::of(catalogue::UNPARSABLE),
    }
}
