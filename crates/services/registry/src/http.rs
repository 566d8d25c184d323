//! The registry's routes.

mod internal;
pub(crate) mod keys;
mod me;
pub(crate) mod register;

use actix_web::web;

/// Which handler answers which path.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    config
        .service(
            web::resource("/api/v1/applications/register").route(web::post().to(register::post)),
        )
        .service(
            web::resource("/api/v1/applications/me")
                .route(web::get().to(me::get))
                .route(web::patch().to(me::patch)),
        )
        .service(web::resource("/api/v1/applications/me/keys").route(web::post().to(keys::post)))
        .service(
            web::resource("/api/v1/applications/me/keys/{key_id}")
                .route(web::delete().to(keys::delete)),
        )
        .service(web::resource("/internal/keys/resolve").route(web::post().to(internal::resolve)))
        .service(
            web::resource("/internal/applications/{app_id}")
                .route(web::get().to(internal::application)),
        );
}
