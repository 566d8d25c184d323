//! `GET /trust/roots.pem` and `GET /trust/crl.der`: what others need to believe the seal.

use actix_web::HttpResponse;
use actix_web::web::Data;
use parvis_chassis::problem::catalogue;
use parvis_chassis::{Anyone, Failure};

use crate::Signature;

pub(super) async fn roots(service: Data<Signature>, _: Anyone) -> HttpResponse {
    let roots = service.seal_key.roots_pem().to_owned();
    HttpResponse::Ok().content_type("application/x-pem-file").body(roots)
}

pub(super) async fn revocation_list(
    service: Data<Signature>,
    _: Anyone,
) -> Result<HttpResponse, Failure> {
    let list = service.seal_key.revocation_list(service.base.database.now());
    let list = list.map_err(Failure::internal)?;
    let list = list.ok_or_else(|| Failure::of(catalogue::NOT_FOUND))?;
    Ok(HttpResponse::Ok().content_type("application/pkix-crl").body(list))
}
