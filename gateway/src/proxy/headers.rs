//! Which headers go on, and which end here.
//!
//! What belongs to one connection ends here, and so does every header by which somebody could claim
//! to be the gateway. The gateway's own are set last, so that nothing a client writes removes them.

use std::net::IpAddr;

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpMessage as _, HttpRequest};
use parvis_chassis::http::RequestId;
use parvis_chassis::idempotency::CALL;

use crate::error::Error;
use crate::routes::Guard;

/// Headers of one connection (RFC 9110, section 7.6.1), and those that the receiving library writes.
const CONNECTION: [&str; 11] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
];

/// Headers of a request that are the gateway's to read or to write. Of the trace context a caller may name
/// his trace, and adds nothing else to ours.
const OURS: [&str; 10] = [
    "authorization",
    "baggage",
    "expect",
    "forwarded",
    "host",
    "traceparent",
    "tracestate",
    "x-master-key",
    "x-real-ip",
    "x-request-id",
];

const OUR_PREFIXES: [&str; 2] = ["x-forwarded-", "x-parvis-"];

/// The operator's token, read by the service behind a bootstrap route and by nobody else.
const BOOTSTRAP: &str = "x-bootstrap-token";

/// What the gateway says about a request.
pub(super) struct Voucher {
    /// The internal token, for the service it goes to.
    pub(super) token: String,
    pub(super) client: IpAddr,
}

/// Copies the headers of a request that go on.
pub(super) fn pass_on(from: &HeaderMap, guard: Guard, to: &mut http::HeaderMap) {
    let named = named(from.get_all("connection").map(HeaderValue::as_bytes));
    let ends = |name: &str| {
        is_of_connection(name, &named)
            || OURS.contains(&name)
            || OUR_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
            || (name == BOOTSTRAP && guard != Guard::Bootstrap)
    };
    for (name, value) in from.iter().filter(|(name, _)| !ends(name.as_str())) {
        let name = http::HeaderName::from_bytes(name.as_str().as_bytes());
        if let (Ok(name), Ok(value)) = (name, http::HeaderValue::from_bytes(value.as_bytes())) {
            to.append(name, value);
        }
    }
}

/// Adds what the gateway says itself.
pub(super) fn vouch(
    request: &HttpRequest,
    voucher: Voucher,
    to: &mut http::HeaderMap,
) -> Result<(), Error> {
    let Voucher { token, client } = voucher;
    let mut say = |name, text: String| -> Result<(), Error> {
        let value = http::HeaderValue::try_from(text).map_err(http::Error::from)?;
        to.insert(http::HeaderName::from_static(name), value);
        Ok(())
    };
    say("authorization", format!("Bearer {token}"))?;
    say("x-forwarded-for", client.to_string())?;
    if request.headers().contains_key("idempotency-key") {
        say(CALL, parvis_kernel::id::fresh().to_string())?;
    }
    if let Some(id) = request.extensions().get::<RequestId>() {
        say("x-request-id", id.to_string())?;
    }
    Ok(())
}

/// Copies the headers of an answer that go back.
pub(super) fn receive(from: &http::HeaderMap, to: &mut HeaderMap) {
    let connection = from.get_all(http::header::CONNECTION);
    let named = named(connection.iter().map(http::HeaderValue::as_bytes));
    for (name, value) in from.iter().filter(|(name, _)| !is_of_connection(name.as_str(), &named)) {
        let name = HeaderName::from_bytes(name.as_str().as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.as_bytes())) {
            to.append(name, value);
        }
    }
}

/// The names listed in `Connection` headers, in lower case.
fn named<'a>(headers: impl Iterator<Item = &'a [u8]>) -> Vec<String> {
    headers
        .filter_map(|header| std::str::from_utf8(header).ok())
        .flat_map(|header| header.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect()
}

fn is_of_connection(name: &str, named: &[String]) -> bool {
    CONNECTION.contains(&name) || named.iter().any(|other| other == name)
}
