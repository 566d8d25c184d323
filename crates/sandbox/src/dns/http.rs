//! `GET /dns` and `PUT /dns`: whether names below the base domain resolve.

use super::zone::Zone;
use crate::http::refusal;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Switch {
    wildcard: bool,
}

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(web::resource("/dns").route(web::get().to(show)).route(web::put().to(switch)));
}

async fn show(zone: Data<Zone>) -> HttpResponse {
    HttpResponse::Ok().json(Switch { wildcard: zone.has_wildcard() })
}

async fn switch(zone: Data<Zone>, body: Bytes) -> HttpResponse {
    match serde_json::from_slice::<Switch>(&body) {
        Ok(switch) => {
            zone.set_wildcard(switch.wildcard);
            HttpResponse::Ok().json(switch)
        }
        Err(error) => refusal(StatusCode::BAD_REQUEST, &error),
    }
}
