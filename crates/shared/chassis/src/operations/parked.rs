//! `/internal/parked/**`: list, show, replay, discard, and who did it.

use actix_web::web::{Data, Json, Path, Query};
use parvis_outbox::{Audited, Parked, ParkingLot, Shown, Tally, Which};
use serde::{Deserialize, Serialize};

use super::{bounded, next};
use crate::http::Body;
use crate::identity::Operator;
use crate::problem::{Failure, Field, catalogue};
use crate::service::Base;

/// How many messages one order may name.
const MOST_IDS: usize = 500;
/// No id is longer, in bytes.
const LONGEST_ID: usize = 100;
/// The bounds of the reason for a discarding, in characters.
const REASON: std::ops::RangeInclusive<usize> = 3..=500;

/// Which part of a list is wanted.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    r#type: Option<String>,
    after: Option<i64>,
    limit: Option<u64>,
}

/// Parked messages, in the order in which they were heard.
#[derive(Debug, Serialize, Deserialize)]
pub struct ParkedPage {
    /// The messages.
    pub messages: Vec<Parked>,
    /// What `after` is for the next page; nothing on the last one.
    pub next: Option<i64>,
}

/// What operators did, in their order.
#[derive(Debug, Serialize, Deserialize)]
pub struct AuditPage {
    /// The entries.
    pub entries: Vec<Audited>,
    /// What `after` is for the next page; nothing on the last one.
    pub next: Option<i64>,
}

/// An order to replay: by ids, by a type, or all; exactly one of the three.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReplayOrder {
    /// The ids of the messages.
    pub ids: Vec<String>,
    /// The protobuf full name.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Whatever is parked.
    pub all: bool,
}

/// An order to discard.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscardOrder {
    /// The ids of the messages.
    pub ids: Vec<String>,
    /// Why, in 3 to 500 characters.
    pub reason: String,
}

fn lot(base: &Base, Operator(name): Operator) -> ParkingLot {
    ParkingLot::new(base.database.clone(), format!("{}:{name}", crate::identity::OPERATOR))
}

pub(super) async fn list(
    base: Data<Base>,
    operator: Operator,
    wanted: Query<Wanted>,
) -> Result<Json<ParkedPage>, Failure> {
    let (lot, Wanted { r#type, after, limit }) = (lot(&base, operator), wanted.into_inner());
    let limit = bounded(limit);
    let listing =
        async move { lot.list(r#type.as_deref(), after.unwrap_or_default(), limit).await };
    let messages = base.run(listing).await?;
    let next = next(limit, messages.len(), messages.last().map(|message| message.seq));
    Ok(Json(ParkedPage { messages, next }))
}

pub(super) async fn audit(
    base: Data<Base>,
    operator: Operator,
    wanted: Query<Wanted>,
) -> Result<Json<AuditPage>, Failure> {
    let (lot, Wanted { after, limit, .. }) = (lot(&base, operator), wanted.into_inner());
    let limit = bounded(limit);
    let entries =
        base.run(async move { lot.audit(after.unwrap_or_default(), limit).await }).await?;
    let next = next(limit, entries.len(), entries.last().map(|entry| entry.seq));
    Ok(Json(AuditPage { entries, next }))
}

pub(super) async fn show(
    base: Data<Base>,
    operator: Operator,
    id: Path<String>,
) -> Result<Json<Shown>, Failure> {
    let (lot, id) = (lot(&base, operator), id.into_inner());
    let shown = base.run(async move { lot.show(&id).await }).await?;
    shown.map(Json).ok_or(Failure::of(catalogue::NOT_FOUND))
}

pub(super) async fn replay(
    base: Data<Base>,
    operator: Operator,
    body: Body,
) -> Result<Json<Tally>, Failure> {
    let lot = lot(&base, operator);
    let which = match body.read::<ReplayOrder>()? {
        ReplayOrder { ids, kind: None, all: false } => Which::Ids(checked(ids)?),
        ReplayOrder { ids, kind: Some(kind), all: false } if ids.is_empty() => Which::Kind(kind),
        ReplayOrder { ids, kind: None, all: true } if ids.is_empty() => Which::All,
        ReplayOrder { .. } => return Err(invalid("", "ids, type or all: one of the three")),
    };
    Ok(Json(base.run(async move { lot.replay(&which).await }).await?))
}

pub(super) async fn discard(
    base: Data<Base>,
    operator: Operator,
    body: Body,
) -> Result<Json<Tally>, Failure> {
    let lot = lot(&base, operator);
    let DiscardOrder { ids, reason } = body.read()?;
    let (ids, reason) = (checked(ids)?, reason.trim().to_owned());
    if !REASON.contains(&reason.chars().count()) {
        return Err(invalid("/reason", "the reason must have 3 to 500 characters"));
    }
    Ok(Json(base.run(async move { lot.discard(&ids, &reason).await }).await?))
}

fn checked(ids: Vec<String>) -> Result<Vec<String>, Failure> {
    let fit = ids.iter().all(|id| (1..=LONGEST_ID).contains(&id.len()));
    if ids.is_empty() || ids.len() > MOST_IDS || !fit {
        return Err(invalid("/ids", "an order must name 1 to 500 messages by their ids"));
    }
    Ok(ids)
}

fn invalid(pointer: &str, message: &str) -> Failure {
    let (pointer, message) = (pointer.to_owned(), message.to_owned());
    Failure::invalid(vec![Field { pointer, code: "order".to_owned(), message }])
}
