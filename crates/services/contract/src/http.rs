//! The routes of the contract service.

mod create;
mod documents;
mod download;
mod show;
mod view;

use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Resource, Responder};

pub(crate) use view::ContractView;

/// Public routes come through the gateway; `/internal/**` only from other services.
pub(crate) fn routes(config: &mut ServiceConfig) {
    let create = web::resource("/api/onboarding/create-contract");
    config
        .service(create.route(web::post().to(create::post)))
        .service(read("/api/onboarding/contract/{id}", show::get))
        .service(read("/api/onboarding/contract/{id}/pdf", download::pdf))
        .service(read("/api/onboarding/contract/{id}/signed.pdf", download::signed))
        .service(read("/internal/documents/{id}", documents::show))
        .service(read("/internal/documents/{id}/bytes", documents::bytes))
        .service(read("/internal/documents/{id}/html", documents::html));
}

/// A path that is only read, with its body or (HEAD) without.
fn read<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args, Output: Responder + 'static>,
    Args: FromRequest + 'static,
{
    let get = web::get().to(handler.clone());
    web::resource(path).route(get).route(web::head().to(handler))
}
