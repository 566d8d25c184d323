//! The layer that verifies the token, before any extractor runs: a body without a key is 401, not 400.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, web};

use super::Claims;
use crate::http::is_look;
use crate::problem::{Failure, catalogue};
use crate::service::Base;

/// Puts the verified claims into the request, or answers 401. Health and metrics need no token: the port
/// is the platform's own, and the gateway leads to neither.
pub async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if !is_look(request.path()) {
        let claims = verify(&request)?;
        request.extensions_mut().insert(claims);
    }
    next.call(request).await
}

fn verify(request: &ServiceRequest) -> Result<Claims, Failure> {
    let refused = || Failure::of(catalogue::UNAUTHORIZED);
    let base = request.app_data::<web::Data<Base>>().ok_or_else(refused)?;
    let header = request.headers().get(AUTHORIZATION).and_then(|h| h.to_str().ok());
    let token = header.and_then(|h| h.strip_prefix("Bearer ")).ok_or_else(refused)?;
    base.trust.verify(token).ok_or_else(refused)
}
