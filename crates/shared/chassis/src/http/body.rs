//! The JSON body of a request: unparsable is 400, invalid is 422 with the fields at fault.

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::problem::{Failure, Field, catalogue};

/// The largest JSON body, in bytes, unless a route says otherwise.
pub(super) const MAX_JSON: usize = 256 * 1024;

/// A JSON body as it came, an object.
///
/// A handler reads it whole by [`Body::read`], or hands the value to a parser that reports all its
/// faults together.
#[derive(Debug, Clone)]
pub struct Body(pub Value);

impl Body {
    /// Reads the body as a `T`. What does not fit is one fault, with the path of a member that is missing
    /// and the root's otherwise; parsers that report all faults with their paths take the value instead.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        T::deserialize(&self.0).map_err(|error| {
            let message = error.to_string();
            let pointer = message
                .split('`')
                .nth(1)
                .filter(|_| message.starts_with("missing field"))
                .map_or_else(String::new, |name| format!("/{name}"));
            Failure::invalid(vec![Field { pointer, code: "type".into(), message }])
        })
    }
}

impl FromRequest for Body {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = is_json(request);
        let bytes = web::Bytes::from_request(request, payload);
        async move {
            let bytes = bytes.await.map_err(|e| too_large_or_unreadable(&e))?;
            if !json {
                return Err(Failure::of(catalogue::UNSUPPORTED_MEDIA_TYPE));
            }
            let value: Value = serde_json::from_slice(&bytes)
                .map_err(|e| Failure::of(catalogue::UNPARSABLE).saying(format!("JSON: {e}")))?;
            if value.is_object() {
                return Ok(Self(value));
            }
            let message = "the body must be a JSON object".to_owned();
            let field = Field { pointer: String::new(), code: "type".into(), message };
            Err(Failure::invalid(vec![field]))
        }
        .boxed_local()
    }
}

/// A JSON body that may be left out, since it has nothing that must be said; one that is there must be an
/// object all the same.
#[derive(Debug, Clone)]
pub struct OptionalBody(pub Body);

impl FromRequest for OptionalBody {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let headers = request.headers();
        let has_length = headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0");
        if has_length || headers.contains_key(TRANSFER_ENCODING) {
            return Body::from_request(request, payload).map(|body| body.map(Self)).boxed_local();
        }
        async { Ok(Self(Body(json!({})))) }.boxed_local()
    }
}

/// A missing content type is taken for JSON, as the old services took it.
fn is_json(request: &HttpRequest) -> bool {
    let Some(header) = request.headers().get(CONTENT_TYPE) else { return true };
    let text = header.to_str().unwrap_or_default().to_ascii_lowercase();
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

fn too_large_or_unreadable(error: &actix_web::Error) -> Failure {
    let status = error.as_response_error().status_code().as_u16();
    Failure::of(if status == 413 { catalogue::TOO_LARGE } else { catalogue::UNPARSABLE })
}
