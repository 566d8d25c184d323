//! The routes of the contract service.

mod create;
mod documents;
mod files;
mod show;
mod view;

use actix_web::web::{self, ServiceConfig};

pub(crate) use view::ContractView;

/// Public routes come through the gateway; `/internal/**` only from other services.
pub(crate) fn routes(config: &mut ServiceConfig) {
    let contract = "/api/onboarding/contract/{id}";
    config
        .service(resource("/api/onboarding/create-contract").route(web::post().to(create::post)))
        .service(resource(contract).route(web::get().to(show::get)))
        .service(resource(&format!("{contract}/pdf")).route(web::get().to(files::pdf)))
        .service(resource(&format!("{contract}/signed.pdf")).route(web::get().to(files::signed)))
        .service(resource("/internal/documents/{id}").route(web::get().to(documents::show)))
        .service(resource("/internal/documents/{id}/bytes").route(web::get().to(documents::bytes)))
        .service(resource("/internal/documents/{id}/html").route(web::get().to(documents::html)));
}

fn resource(path: &str) -> actix_web::Resource {
    web::resource(path)
}
