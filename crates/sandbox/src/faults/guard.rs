//! Shows the faults of an upstream that speaks HTTP, in front of its routes.

use super::{Effect, Faults, Upstream};
use actix_web::body::{BodyStream, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web::Bytes};
use futures_util::stream;
use std::future::ready;
use std::io::{self, ErrorKind};

/// How an upstream writes an error in its own words; without a status it takes the one it uses for such errors.
pub(crate) type Failure = fn(&str, Option<StatusCode>) -> HttpResponse;

/// The faults that one upstream meets.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) faults: Faults,
    pub(crate) upstream: Upstream,
    pub(crate) failure: Failure,
}

impl Guard {
    /// Passes the request on, or answers as the fault says.
    pub(crate) async fn stand<B: MessageBody + 'static>(
        self,
        request: ServiceRequest,
        next: Next<B>,
    ) -> Result<ServiceResponse<EitherBody<B>>, Error> {
        let answer = match self.faults.meet(self.upstream).await {
            None => return Ok(next.call(request).await?.map_into_left_body()),
            Some(Effect::Drop) => hang_up(),
            Some(Effect::Answer { status, error: Some(error) }) => (self.failure)(&error, status),
            Some(Effect::Answer { status, error: None }) => {
                HttpResponse::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
            }
        };
        Ok(request.into_response(answer).map_into_right_body())
    }
}

/// A body that fails before its first byte makes the server close the connection without sending the head either.
fn hang_up() -> HttpResponse {
    let broken =
        stream::once(ready(Err::<Bytes, _>(io::Error::from(ErrorKind::ConnectionAborted))));
    HttpResponse::Ok().body(BodyStream::new(broken))
}
