//! Whence a request came, as the gateway tells it.

use actix_web::HttpRequest;
use actix_web::http::header::USER_AGENT;

use crate::domain::Origin;

const MOST: usize = 300;

/// The address that the gateway saw, which is the last one of `X-Forwarded-For`: those before it are the
/// caller's own claims. And the browser's name for itself.
pub(super) fn origin(request: &HttpRequest) -> Origin {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let forwarded = header("x-forwarded-for").and_then(|list| list.rsplit(',').next());
    let user_agent = header(USER_AGENT.as_str()).filter(|text| !text.is_empty());
    Origin {
        ip: forwarded.and_then(|address| address.trim().parse().ok()),
        user_agent: user_agent.map(|text| text.chars().take(MOST).collect()),
    }
}
