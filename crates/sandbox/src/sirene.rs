//! INSEE Sirene 3.11: `/siret?q=`, `/siret/{14}` and `/siren/{9}`, for any API key.
//!
//! As at INSEE, 404 also means that a search found nothing.

mod query;
mod shape;

use crate::directory::{Directory, Unit};
use crate::faults::Upstream;
use crate::faults::guard::Guard;
use crate::http::Shared;
use actix_web::HttpResponse;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{self, Data, Path, Query, ServiceConfig};
use query::{Search, Sought};
use serde::Deserialize;
use serde_json::{Value, json};

const KEY: &str = "X-INSEE-Api-Key-Integration";

pub(crate) fn routes(config: &mut ServiceConfig, shared: &Shared) {
    let guard = Guard { faults: shared.faults.clone(), upstream: Upstream::Sirene, failure };
    config.service(
        web::scope("/api-sirene/3.11")
            .wrap(from_fn(demand_key))
            .wrap(from_fn(move |request, next| guard.clone().stand(request, next)))
            .route("/siret", web::get().to(search))
            .route("/siret/{siret}", web::get().to(establishment))
            .route("/siren/{siren}", web::get().to(unit)),
    );
}

#[derive(Deserialize)]
struct SearchQuery {
    q: Option<String>,
    nombre: Option<String>,
}

async fn search(directory: Data<Directory>, query: Query<SearchQuery>) -> HttpResponse {
    let query = query.into_inner();
    let Some(search) = Search::parse(query.q.as_deref(), query.nombre.as_deref()) else {
        return header(400, "Erreur de syntaxe dans le paramètre q ou nombre");
    };
    let found = match &search.sought {
        Sought::Siren(siren) => directory.unit(siren),
        Sought::Siret(siret) => directory.establishment(siret),
    };
    let Some(found) = found else {
        return header(404, "Aucun élément trouvé pour la requête");
    };
    let shown: Vec<Value> = [shape::establishment(found)].into_iter().take(search.count).collect();
    HttpResponse::Ok().json(json!({
        "header": { "statut": 200, "message": "OK", "total": 1, "debut": 0, "nombre": shown.len() },
        "etablissements": shown,
    }))
}

async fn establishment(directory: Data<Directory>, siret: Path<String>) -> HttpResponse {
    if !query::is_number(&siret, 14) {
        return header(400, "Le siret est invalide, il doit comporter 14 chiffres");
    }
    let missing = || format!("Aucun élément trouvé pour le siret {siret}");
    respond(directory.establishment(&siret), ("etablissement", shape::establishment), missing)
}

async fn unit(directory: Data<Directory>, siren: Path<String>) -> HttpResponse {
    if !query::is_number(&siren, 9) {
        return header(400, "Le siren est invalide, il doit comporter 9 chiffres");
    }
    let missing = || format!("Aucun élément trouvé pour le siren {siren}");
    respond(directory.unit(&siren), ("uniteLegale", shape::unit_with_periods), missing)
}

fn respond(
    found: Option<&Unit>,
    (key, shape): (&str, fn(&Unit) -> Value),
    missing: impl Fn() -> String,
) -> HttpResponse {
    let Some(found) = found else { return header(404, &missing()) };
    HttpResponse::Ok()
        .json(json!({ "header": { "statut": 200, "message": "OK" }, key: shape(found) }))
}

async fn demand_key<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    if request.headers().get(KEY).is_some_and(|key| !key.is_empty()) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let answer = header(401, "Clé d'API absente ou invalide");
    Ok(request.into_response(answer).map_into_right_body())
}

/// An answer that has nothing but its header: every failure of Sirene.
fn header(status: u16, message: &str) -> HttpResponse {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    failure(message, Some(code))
}

fn failure(message: &str, status: Option<StatusCode>) -> HttpResponse {
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    HttpResponse::build(status)
        .json(json!({ "header": { "statut": status.as_u16(), "message": message } }))
}
