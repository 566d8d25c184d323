//! The HTTP surface: verify a number, and look up what was verified.

mod verifications;
mod verify_vat;
mod view;

use actix_web::web::{self, ServiceConfig};

/// The route table.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(
            web::resource("/api/onboarding/verify-vat").route(web::post().to(verify_vat::post)),
        )
        .service(web::resource("/api/v1/verifications").route(web::get().to(verifications::list)))
        .service(
            web::resource("/api/v1/verifications/{id}").route(web::get().to(verifications::one)),
        );
}
