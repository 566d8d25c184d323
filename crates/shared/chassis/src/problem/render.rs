//! The outermost layer of every HTTP server: request id, log line, and the body of each problem.

use std::fmt;
use std::panic::AssertUnwindSafe;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_LANGUAGE, ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse, ResponseError, web};
use futures_util::FutureExt as _;
use parvis_kernel::{Locale, OnboardingId};
use parvis_outbox::trace;
use tracing::Instrument as _;

use super::{Failure, body_of, catalogue};
use crate::http::{RequestId, Served, Surface};
use crate::peers::CORRELATION;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request its id, runs it within a span, and writes the body of whatever failed.
pub async fn render(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, Error> {
    let asked = Asked::of(&request);
    request.extensions_mut().insert(asked.id.clone());
    request.extensions_mut().insert(asked.locale);
    let served = Served::begin(&request);
    let traced = served.span();
    let span = traced.in_scope(|| {
        tracing::info_span!(
            "request", service = asked.service, request = %asked.id, method = %request.method(),
            path = served.route(), uuid = belongs_to(&request), trace_id = trace::trace_id()
        )
    });
    async move {
        let answered = AssertUnwindSafe(next.call(request)).catch_unwind().await;
        let response = match answered {
            Ok(Ok(response)) => Ok(finish(response.map_into_boxed_body(), asked)),
            // A layer below gave up with an error; the framework answers with what it is told.
            Ok(Err(error)) => Err(told(&error, asked)),
            Err(_) => Err(Told::new(Failure::internal("panicked"), asked)),
        };
        let status =
            response.as_ref().map_or_else(ResponseError::status_code, ServiceResponse::status);
        tracing::debug!(status = status.as_u16(), "answered");
        served.end(status.as_u16());
        response.map_err(Error::from)
    }
    .instrument(span)
    .instrument(traced)
    .await
}

/// The onboarding that another service calls for; within one's own calls it is recorded once known.
fn belongs_to(request: &ServiceRequest) -> Option<String> {
    let header = request.headers().get(CORRELATION)?.to_str().ok()?;
    OnboardingId::parse(header).ok().map(|id| id.to_string())
}

/// What is known about a request when its problem is written.
#[derive(Debug)]
struct Asked {
    id: RequestId,
    locale: Locale,
    service: &'static str,
    base: String,
}

impl Asked {
    fn of(request: &ServiceRequest) -> Self {
        let header = request.headers().get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok());
        let surface = request.app_data::<web::Data<Surface>>();
        Self {
            id: RequestId::of(request.headers()),
            locale: header.and_then(Locale::accepted).unwrap_or(Locale::En),
            service: surface.map_or("", |s| s.service),
            base: surface.map(|s| s.public_url.clone()).unwrap_or_default(),
        }
    }
}

/// A failure on its way out, with everything its body needs.
#[derive(Debug)]
struct Told {
    failure: Failure,
    asked: Asked,
}

impl Told {
    fn new(failure: Failure, asked: Asked) -> Self {
        if failure.kind.status >= 500 {
            tracing::error!(code = failure.kind.code, cause = %failure.cause, "request failed");
        } else {
            tracing::debug!(code = failure.kind.code, cause = %failure.cause, "request refused");
        }
        Self { failure, asked }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failure.fmt(f)
    }
}

impl ResponseError for Told {
    fn status_code(&self) -> StatusCode {
        self.failure.status_code()
    }

    fn error_response(&self) -> HttpResponse {
        let Asked { id, locale, base, .. } = &self.asked;
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((CONTENT_TYPE, "application/problem+json"));
        response.insert_header((REQUEST_ID, id.as_str()));
        if let Some(wait) = self.failure.retry_after {
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            response.insert_header((RETRY_AFTER, seconds.max(1).to_string()));
        }
        let body = serde_json::to_string(&body_of(&self.failure, *locale, base, id.as_str()));
        response.body(body.unwrap_or_default())
    }
}

fn told(error: &Error, asked: Asked) -> Told {
    let ours = error.as_error::<Failure>().cloned();
    let failure = ours.unwrap_or_else(|| {
        let status = error.as_response_error().status_code();
        Failure::of(catalogue::of_status(status.as_u16()))
    });
    Told::new(failure, asked)
}

/// Adds the request's id, and puts the agreed body in the place of a failure's.
fn finish(mut response: ServiceResponse, asked: Asked) -> ServiceResponse<BoxBody> {
    let Some(failure) = failure_of(&response) else {
        if let Ok(value) = HeaderValue::from_str(asked.id.as_str()) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        return response;
    };
    let mut written = Told::new(failure, asked).error_response();
    let (request, old) = response.into_parts();
    // What the framework or a layer said beside the body stays.
    let kept = |name: &HeaderName| {
        *name == ALLOW || name.as_str().starts_with("x-") || name.as_str().starts_with("ratelimit")
    };
    for (name, value) in old.headers().iter().filter(|(name, _)| kept(name)) {
        written.headers_mut().insert(name.clone(), value.clone());
    }
    ServiceResponse::new(request, written)
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
