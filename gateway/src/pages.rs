//! What the gateway answers by itself: the landing page, health, and a page for each problem.
//!
//! A browser gets HTML, everything else JSON.

mod health;
mod html;
mod landing;
mod problems;

use actix_web::http::header::{ACCEPT, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, HeaderMap, VARY};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use parvis_chassis::Failure;
use parvis_kernel::Locale;
use serde_json::Value;

use crate::routes::Page;
use crate::worker::Worker;

/// Nothing is loaded; the style stands in the page itself, which holds no text of strangers.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'";

/// Answers a page.
pub(crate) async fn show(page: Page, request: HttpRequest) -> Result<HttpResponse, Failure> {
    let worker = Worker::of(&request)?;
    match page {
        Page::Landing => Ok(landing::show(&worker, &request)),
        Page::Health => Ok(health::show(&worker)),
        Page::Live => Ok(parvis_chassis::http::live().await),
        Page::Ready => Ok(health::ready(&worker, &request).await),
        Page::Problems => Ok(problems::list(&worker, &request)),
        Page::Problem => problems::show(&worker, &request),
    }
}

/// A document in both forms, of which the caller gets one.
struct Document {
    html: String,
    json: Value,
}

impl Document {
    fn answer(self, request: &HttpRequest, locale: Locale) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response
            .insert_header((VARY, "Accept, Accept-Language"))
            .insert_header((CONTENT_LANGUAGE, locale.tag()))
            .insert_header((CONTENT_SECURITY_POLICY, POLICY));
        if wants_html(request.headers()) {
            response.content_type("text/html; charset=utf-8").body(self.html)
        } else {
            response.json(self.json)
        }
    }
}

fn wants_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|h| h.to_str().ok()).unwrap_or_default();
    accept.to_ascii_lowercase().contains("text/html")
}

/// The language that the outer layer chose for this request.
fn locale(request: &HttpRequest) -> Locale {
    request.extensions().get::<Locale>().copied().unwrap_or(Locale::En)
}
