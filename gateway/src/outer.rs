//! The outermost layer: what browsers must know about every answer, those of failures included.

use actix_web::Error;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::Next;

use crate::cors;
use crate::worker::Worker;

/// Answers preflight requests, and adds the headers that the answer does not have yet.
pub(crate) async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, Error> {
    let worker = Worker::of(request.request()).map_err(parvis_chassis::Failure::from)?;
    let cors = cors::Cors::of(&worker.settings.cors_origins, request.headers());
    if let Some(allowed) = cors.preflight(request.request()) {
        let response = request.into_response(allowed).map_into_right_body();
        return Ok(response);
    }
    let private = request.path().starts_with("/api/");
    let mut response = next.call(request).await?.map_into_left_body();
    let headers = response.headers_mut();
    cors.allow(headers);
    secure(headers, worker.public_url.starts_with("https://"));
    if private {
        // Keys travel in a header that shared caches do not know as one of credentials.
        add(headers, CACHE_CONTROL, "no-store");
    }
    Ok(response)
}

fn secure(headers: &mut HeaderMap, encrypted: bool) {
    add(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(headers, REFERRER_POLICY, "no-referrer");
    add(headers, CONTENT_SECURITY_POLICY, "frame-ancestors 'none'");
    if encrypted {
        add(headers, STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

/// Adds a header unless the service decided it.
fn add(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
