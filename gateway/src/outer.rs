//! The outermost layer: what browsers must know about every answer, those of failures included.

use std::fmt;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError};

use crate::cors::Cors;
use crate::worker::Worker;

/// Answers preflight requests, and adds the headers that the answer does not have yet.
pub(crate) async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, Error> {
    let worker = Worker::of(request.request()).map_err(parvis_chassis::Failure::from)?;
    let cors = Cors::of(&worker.settings.cors_origins, request.headers());
    if let Some(allowed) = cors.preflight(request.request()) {
        let response = request.into_response(allowed).map_into_right_body();
        return Ok(response);
    }
    let encrypted = worker.public_url.starts_with("https://");
    let told = Told { cors, encrypted, private: request.path().starts_with("/api/") };
    match next.call(request).await {
        Ok(response) => {
            let mut response = response.map_into_left_body();
            told.add_to(response.headers_mut());
            if worker.leaving.is_cancelled() {
                // Whoever keeps connections goes to another gateway.
                response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
            }
            Ok(response)
        }
        // A panic: nothing is left of the request, and the framework answers with what it is told.
        Err(error) => Err(Failed { error, told }.into()),
    }
}

/// What browsers are told about one answer.
#[derive(Debug)]
struct Told {
    cors: Cors,
    encrypted: bool,
    private: bool,
}

impl Told {
    fn add_to(&self, headers: &mut HeaderMap) {
        self.cors.allow(headers);
        add(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
        add(headers, REFERRER_POLICY, "no-referrer");
        add(headers, CONTENT_SECURITY_POLICY, "frame-ancestors 'none'");
        if self.encrypted {
            add(headers, STRICT_TRANSPORT_SECURITY, "max-age=31536000");
        }
        if self.private {
            // Keys travel in a header that shared caches do not know as one of credentials.
            add(headers, CACHE_CONTROL, "no-store");
        }
    }
}

/// Adds a header unless the service decided it.
fn add(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// An error on its way out, whose answer browsers are told about like every other.
#[derive(Debug)]
struct Failed {
    error: Error,
    told: Told,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        self.error.as_response_error().status_code()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = self.error.error_response();
        self.told.add_to(response.headers_mut());
        response
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::sync::Arc;

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, init_service, try_call_service};
    use actix_web::{App, web};
    use parvis_chassis::identity::Identity;
    use parvis_chassis::problem::render;
    use parvis_chassis::settings::SHARED_DEFAULTS;
    use parvis_chassis::{Config, Keyring, Mode};
    use parvis_testkit::TestClock;

    use super::*;

    const ORIGIN: &str = "https://app.example.com";

    fn worker() -> Rc<Worker> {
        let mut config = Config::from_defaults([SHARED_DEFAULTS, crate::DEFAULTS])
            .with("shared.mode", "development")
            .with("shared.public_url", "https://parvis.test")
            .with("shared.key_encryption_key", Keyring::generate().unwrap().reveal())
            .with("shared.identity_key", Identity::generate().unwrap().0.reveal())
            .with("gateway.cors_origins", [ORIGIN]);
        for service in crate::routes::services() {
            config = config.with(&format!("shared.addresses.{service}"), "http://127.0.0.1:1");
        }
        let settings = config.section(crate::NAME, Mode::Development).unwrap();
        let clock = Arc::new(TestClock::at("2026-01-05T09:00:00Z"));
        let common = crate::common(settings, config.shared().unwrap(), clock, 0).unwrap();
        Rc::new(Worker::new(Arc::new(common)))
    }

    async fn panicking() -> HttpResponse {
        panic!("on purpose")
    }

    #[tokio::test]
    async fn a_panic_is_told_with_the_headers_of_every_answer() {
        let app = App::new()
            .app_data(worker())
            .default_service(web::to(panicking))
            .wrap(from_fn(render))
            .wrap(from_fn(layer));
        let app = init_service(app).await;
        let request = TestRequest::get().uri("/api/v1/onboardings");
        let request = request.insert_header(("origin", ORIGIN)).to_request();
        let error = try_call_service(&app, request).await.err().unwrap();
        let answer = error.error_response();
        assert_eq!(answer.status(), 500);
        for (name, value) in [
            ("content-type", "application/problem+json"),
            ("access-control-allow-origin", ORIGIN),
            ("vary", "Origin"),
            ("x-content-type-options", "nosniff"),
            ("strict-transport-security", "max-age=31536000"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.headers().get(name).unwrap(), value, "{name}");
        }
        assert!(answer.headers().contains_key("x-request-id"));
    }
}
