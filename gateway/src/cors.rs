//! Which browser code may call (Fetch Standard, CORS protocol): that of the origins in the settings.

use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderValue, ORIGIN, VARY,
};
use actix_web::{HttpRequest, HttpResponse};

const METHODS: &str = "GET, HEAD, POST, PATCH, DELETE";
const REQUEST_HEADERS: &str = "X-Master-Key, Content-Type, Accept-Language, Idempotency-Key, \
     Prefer, X-Request-Id, Traceparent";
const ANSWER_HEADERS: &str = "X-Request-Id, Location, Retry-After, X-RateLimit-Remaining, \
     RateLimit, RateLimit-Policy, Idempotent-Replayed";
/// How long a browser may remember the answer to a preflight request, in seconds.
const MAX_AGE: &str = "3600";

/// What one request's origin may do.
#[derive(Debug)]
pub(crate) struct Cors {
    /// The origin, when it is an allowed one.
    origin: Option<HeaderValue>,
    /// Whether answers differ by origin at all.
    varies: bool,
}

impl Cors {
    pub(crate) fn of(allowed: &[String], headers: &HeaderMap) -> Self {
        let origin = headers.get(ORIGIN);
        let known =
            |origin: &&HeaderValue| allowed.iter().any(|a| a.as_bytes() == origin.as_bytes());
        Self { origin: origin.filter(known).cloned(), varies: !allowed.is_empty() }
    }

    /// The answer to a preflight request of an allowed origin. It needs no key: browsers send none.
    pub(crate) fn preflight(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let asks = request.method() == Method::OPTIONS
            && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
        if !asks || self.origin.is_none() {
            return None;
        }
        let mut response = HttpResponse::NoContent();
        response
            .insert_header((ACCESS_CONTROL_ALLOW_METHODS, METHODS))
            .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS))
            .insert_header((ACCESS_CONTROL_MAX_AGE, MAX_AGE));
        let mut response = response.finish();
        self.allow(response.headers_mut());
        Some(response)
    }

    /// Lets the allowed origin read an answer.
    pub(crate) fn allow(&self, headers: &mut HeaderMap) {
        if self.varies {
            headers.append(VARY, HeaderValue::from_static("Origin"));
        }
        if let Some(origin) = &self.origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            let exposed = HeaderValue::from_static(ANSWER_HEADERS);
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }
}
