//! The outermost layer of every HTTP server: request id, log line, and the body of each problem.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    ACCEPT_LANGUAGE, ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse, web};
use parvis_kernel::Locale;
use tracing::Instrument as _;

use super::{Failure, body_of, catalogue};
use crate::http::{RequestId, Surface};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request its id, runs it within a span, and writes the body of whatever failed.
pub async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, Error> {
    let id = RequestId::of(request.headers());
    let locale = locale_of(&request);
    request.extensions_mut().insert(id.clone());
    request.extensions_mut().insert(locale);
    let surface = request.app_data::<web::Data<Surface>>().cloned();
    let (name, base) = surface.map_or(("", String::new()), |s| (s.service, s.public_url.clone()));
    let span = tracing::info_span!(
        "request", service = name, request = %id, method = %request.method(),
        path = request.match_pattern(), uuid = tracing::field::Empty
    );
    let http_request = request.request().clone();
    async move {
        let mut response = match next.call(request).await {
            Ok(response) => response.map_into_boxed_body(),
            // Layers below answer by error; it carries the failure, or is the framework's own.
            Err(error) => {
                let response = error.error_response();
                ServiceResponse::new(http_request, response)
            }
        };
        if let Some(failure) = failure_of(&response) {
            log(&failure);
            response = write(response, &failure, locale, &base, &id);
        }
        if let Ok(value) = HeaderValue::from_str(id.as_str()) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        tracing::debug!(status = response.status().as_u16(), "answered");
        Ok(response)
    }
    .instrument(span)
    .await
}

fn locale_of(request: &ServiceRequest) -> Locale {
    let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok());
    header.and_then(Locale::accepted).unwrap_or(Locale::En)
}

/// The failure that a response carries, or the one that fits a status made by the framework. An error
/// with a body of its own (a page, or what another service answered) stays as it is.
fn failure_of(response: &ServiceResponse) -> Option<Failure> {
    if let Some(failure) = response.response().extensions().get::<Failure>() {
        return Some(failure.clone());
    }
    let status = response.status();
    let typed = response.headers().get(CONTENT_TYPE).and_then(|h| h.to_str().ok());
    let own = typed.is_some_and(|t| !t.starts_with("text/plain"));
    let failed = status.is_client_error() || status.is_server_error();
    (failed && !own).then(|| Failure::of(catalogue::of_status(status.as_u16())))
}

fn log(failure: &Failure) {
    if failure.kind.status >= 500 {
        tracing::error!(code = failure.kind.code, cause = %failure.cause, "request failed");
    } else {
        tracing::debug!(code = failure.kind.code, cause = %failure.cause, "request refused");
    }
}

fn write(
    response: ServiceResponse,
    failure: &Failure,
    locale: Locale,
    base: &str,
    id: &RequestId,
) -> ServiceResponse {
    let mut written = HttpResponse::build(response.status());
    written.insert_header((CONTENT_TYPE, "application/problem+json"));
    if let Some(wait) = failure.retry_after {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        written.insert_header((RETRY_AFTER, seconds.max(1).to_string()));
    }
    if let Some(allow) = response.headers().get(ALLOW) {
        written.insert_header((ALLOW, allow.clone()));
    }
    let (request, old) = response.into_parts();
    for (name, value) in old
        .headers()
        .iter()
        .filter(|(n, _)| n.as_str().starts_with("x-") || n.as_str().starts_with("ratelimit"))
    {
        written.insert_header((name.clone(), value.clone()));
    }
    let body = serde_json::to_string(&body_of(failure, locale, base, id.as_str()));
    ServiceResponse::new(request, written.body(body.unwrap_or_default()))
}
