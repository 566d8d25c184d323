//! `PUT /faults/{upstream}`, `DELETE /faults/{upstream}`, `DELETE /faults`, `GET /faults`.

use super::{Fault, Faults, Upstream, Wish};
use crate::http::refusal;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data, Path, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use std::collections::BTreeMap;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(web::resource("/faults").route(web::get().to(list)).route(web::delete().to(clear)))
        .service(
            web::resource("/faults/{upstream}")
                .route(web::put().to(switch_on))
                .route(web::delete().to(switch_off)),
        );
}

async fn list(faults: Data<Faults>) -> impl Responder {
    let on = faults.on();
    let shown: BTreeMap<_, _> =
        on.iter().map(|(upstream, fault)| (upstream, &fault.wish)).collect();
    HttpResponse::Ok().json(shown)
}

async fn clear(faults: Data<Faults>) -> impl Responder {
    faults.on().clear();
    HttpResponse::NoContent()
}

async fn switch_on(faults: Data<Faults>, name: Path<String>, body: Bytes) -> HttpResponse {
    let Some(upstream) = named(&name) else { return unknown(&name) };
    let wish: Wish = match serde_json::from_slice(&body) {
        Ok(wish) => wish,
        Err(error) => return refusal(StatusCode::BAD_REQUEST, &error),
    };
    match Fault::parse(upstream, wish) {
        Ok(fault) => {
            let answer = HttpResponse::Ok().json(&fault.wish);
            faults.on().insert(upstream, fault);
            answer
        }
        Err(error) => refusal(StatusCode::BAD_REQUEST, &error),
    }
}

async fn switch_off(faults: Data<Faults>, name: Path<String>) -> HttpResponse {
    let Some(upstream) = named(&name) else { return unknown(&name) };
    faults.on().remove(&upstream);
    HttpResponse::NoContent().finish()
}

fn named(name: &str) -> Option<Upstream> {
    serde_json::from_value(name.into()).ok()
}

fn unknown(name: &str) -> HttpResponse {
    refusal(
        StatusCode::NOT_FOUND,
        &format_args!("no upstream {name:?}: vies, sirene, tsa, smtp, dns"),
    )
}
