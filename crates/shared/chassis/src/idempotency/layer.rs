//! The layer that claims a key before the handler runs, and replays what was answered.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderValue, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse, web};
use aws_lc_rs::digest::{SHA256, digest};
use parvis_kernel::mutant;

use super::Claim;
use super::store::{self, Answer, Found, Slot};
use crate::identity::{Claims, Subject};
use crate::key::hex;
use crate::problem::{Failure, catalogue};
use crate::service::Base;

/// By which the gateway names a call: the same when it sends one again. No client can set it.
pub const CALL: &str = "x-parvis-call";

/// No route is longer, in bytes; what is asked for below a longer path is not there.
const LONGEST_ROUTE: usize = 512;

/// Claims the key of a POST, replays its answer, or lets the request pass.
pub async fn layer(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse, Error> {
    let slot = slot_of(&request)?.filter(|_| !mutant::without("idempotency-claim"));
    let Some(slot) = slot else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let base = request
        .app_data::<web::Data<Base>>()
        .cloned()
        .ok_or_else(|| Failure::internal("the layer stands outside a service"))?;
    let hash = hash_body(&mut request).await?;
    match claim(&base, slot.clone(), hash).await? {
        Found::Free => {}
        Found::OtherBody => return Err(Failure::of(catalogue::IDEMPOTENCY_KEY_REUSED).into()),
        Found::InFlight => {
            let failure = Failure::of(catalogue::IDEMPOTENCY_IN_FLIGHT);
            return Err(failure.after(Duration::from_secs(1)).into());
        }
        Found::Answered(answer) => return Ok(replay(request, answer)),
    }
    let claim = Claim::on(slot.clone());
    request.extensions_mut().insert(claim.clone());
    let answer = next.call(request).await;
    let is_good = answer.as_ref().is_ok_and(|answer| answer.status().is_success());
    // A key that was not answered for good is free again; one that was, stays. Whoever kept an answer and
    // says so has committed it.
    if !(is_good && claim.is_kept()) {
        release(&base, slot).await?;
    }
    Ok(answer?.map_into_boxed_body())
}

fn slot_of(request: &ServiceRequest) -> Result<Option<Slot>, Failure> {
    if request.method() != Method::POST {
        return Ok(None);
    }
    let Some(header) = request.headers().get("idempotency-key") else { return Ok(None) };
    let text = header.to_str().unwrap_or_default().trim().trim_matches('"');
    if text.is_empty() || text.len() > 255 {
        let detail = "Idempotency-Key must be 1 to 255 visible ASCII characters";
        return Err(Failure::of(catalogue::UNPARSABLE).saying(detail));
    }
    let Some(owner) = owner_of(request) else { return Ok(None) };
    let route = request.path().to_owned();
    if route.len() > LONGEST_ROUTE {
        return Ok(None);
    }
    let call = request.headers().get(CALL).and_then(|name| name.to_str().ok()).map(str::to_owned);
    let (key, lock) = (text.to_owned(), parvis_kernel::id::fresh().to_string());
    Ok(Some(Slot { owner, route, key, lock, call }))
}

/// Whose key it is. Callers without a master key are told apart by the address that the gateway saw, so
/// that no stranger gets another's answer; the table holds only its hash.
fn owner_of(request: &ServiceRequest) -> Option<String> {
    match request.extensions().get::<Claims>()?.subject {
        Subject::Application(id) => Some(id.to_string()),
        Subject::Anonymous => {
            let address = request.headers().get("x-forwarded-for");
            let address = address.map(HeaderValue::as_bytes).unwrap_or_default();
            Some(format!("anonymous {}", hex(digest(&SHA256, address).as_ref())))
        }
        Subject::Process => None,
    }
}

/// Hashes the body, and puts the body back for the handler.
async fn hash_body(request: &mut ServiceRequest) -> Result<String, Error> {
    let body = request.extract::<web::Bytes>().await.map_err(|e| {
        let large = e.as_response_error().status_code() == StatusCode::PAYLOAD_TOO_LARGE;
        Failure::of(if large { catalogue::TOO_LARGE } else { catalogue::UNPARSABLE })
    })?;
    let hash = hex(digest(&SHA256, &body).as_ref());
    request.set_payload(Payload::from(body));
    Ok(hash)
}

async fn claim(base: &Base, slot: Slot, hash: String) -> Result<Found, Failure> {
    let database = base.database.clone();
    base.run(async move {
        let tx = database.begin().await?;
        let found = store::claim(&tx, &slot, &hash).await?;
        tx.commit().await?;
        Ok::<_, parvis_outbox::StoreError>(found)
    })
    .await
}

async fn release(base: &Base, slot: Slot) -> Result<(), Failure> {
    let database = base.database.clone();
    base.run(async move {
        let tx = database.begin().await?;
        store::release(&tx, &slot).await?;
        tx.commit().await
    })
    .await
}

fn replay(request: ServiceRequest, answer: Answer) -> ServiceResponse<BoxBody> {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = HttpResponse::build(status);
    response.insert_header(("idempotent-replayed", "true")).content_type("application/json");
    if let Some(location) = answer.location {
        response.insert_header((LOCATION, location));
    }
    request.into_response(response.body(answer.body))
}
