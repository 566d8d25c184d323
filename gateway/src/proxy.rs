//! The way of one request: the door, the service, and back. Bodies stream in both directions.

mod download;
mod headers;

use std::time::Duration;

use actix_web::body::{self, BoxBody};
use actix_web::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use http::Request;
use parvis_chassis::Failure;

use crate::door;
use crate::error::Error;
use crate::routes::Route;
use crate::upload::Upload;
use crate::upstream::{Answer, Call};
use crate::worker::Worker;
use download::{Download, Unsent};
use headers::Voucher;

/// Answers a request by a service, once the door has let it pass.
pub(crate) async fn forward(
    route: &'static Route,
    service: &'static str,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Failure> {
    if is_ambiguous(request.path()) {
        return Err(Error::AmbiguousPath.into());
    }
    let worker = Worker::of(&request)?;
    let pass = match door::admit(&worker, route, &request).await {
        Ok(pass) => pass,
        Err(refused) => return Ok(refused),
    };
    let token = worker.token(service, pass.subject)?;
    let outgoing = outgoing(route, &request, payload, Voucher { token, client: pass.client })?;
    let call = Call { request: outgoing, wait: route.wait, repeatable: route.repeatable };
    let answer = worker.send(service, call).await?;
    let patience = worker.settings.time_limits().answer;
    let mut response = incoming(answer, request.method() == Method::HEAD, patience)?;
    pass.tell(response.headers_mut());
    Ok(response)
}

fn outgoing(
    route: &'static Route,
    request: &HttpRequest,
    payload: web::Payload,
    voucher: Voucher,
) -> Result<Request<Upload>, Error> {
    // Services answer GET; on the way back of a HEAD the body is left out.
    let method = route.method.name();
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let upload = upload(route, request, payload)?;
    let mut outgoing = Request::builder().method(method).uri(path).body(upload)?;
    headers::pass_on(request.headers(), route.guard, outgoing.headers_mut());
    headers::vouch(request, voucher, outgoing.headers_mut())?;
    Ok(outgoing)
}

fn upload(
    route: &'static Route,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<Upload, Error> {
    let headers = request.headers();
    let length = headers.get(CONTENT_LENGTH).and_then(|h| h.to_str().ok()?.trim().parse().ok());
    match length {
        Some(length) if length > route.body => Err(Error::TooLarge),
        None if !headers.contains_key(TRANSFER_ENCODING) => Ok(Upload::whole(None)),
        Some(0) => Ok(Upload::whole(Some(Bytes::new()))),
        Some(_) | None => Ok(Upload::of(payload, length, route.body)),
    }
}

fn incoming(
    mut answer: Answer,
    head_only: bool,
    patience: Duration,
) -> Result<HttpResponse, Error> {
    let status = answer.response.status().as_u16();
    let status = StatusCode::from_u16(status).map_err(|_| Error::BadAnswer)?;
    let from = std::mem::take(answer.response.headers_mut());
    let length = from.get(http::header::CONTENT_LENGTH);
    let length: Option<u64> = length.and_then(|h| h.to_str().ok()?.parse().ok());
    let bodiless = status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
    let download = Download::new(answer, length, patience);
    let mut response = match length {
        Some(length) if head_only && !bodiless => unsent(status, length),
        // Whatever its framing says, such an answer ends with its head (RFC 9112, section 6.3).
        _ if head_only || bodiless => {
            HttpResponse::with_body(status, BoxBody::new(body::None::new()))
        }
        Some(_) | None => HttpResponse::with_body(status, BoxBody::new(download)),
    };
    headers::receive(&from, response.headers_mut());
    Ok(response)
}

/// The answer to a HEAD: it names the length of a body that does not follow.
fn unsent(status: StatusCode, length: u64) -> HttpResponse {
    let mut response = HttpResponse::with_body(status, BoxBody::new(Unsent));
    response.headers_mut().insert(CONTENT_LENGTH, length.into());
    response.head_mut().no_chunking(true);
    response
}

/// Whether some server might read the path as another one: dot segments, encoded or not.
fn is_ambiguous(path: &str) -> bool {
    let plain = path.to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/");
    let plain = plain.replace("%5c", "/").replace('\\', "/");
    plain.split('/').any(|segment| matches!(segment, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_climbs_is_ambiguous() {
        for path in ["/sign/../x", "/sign/%2E%2e/x", "/sign/..%2Fx", "/sign/a%5c..%5cb", "/a/./b"] {
            assert!(is_ambiguous(path), "{path}");
        }
        for path in ["/", "/sign/a..b", "/sign/...", "/api/onboarding/contract/x/signed.pdf"] {
            assert!(!is_ambiguous(path), "{path}");
        }
    }
}
