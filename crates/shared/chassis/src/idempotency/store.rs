//! Table `idempotency`: who sent what under which key, and what was answered.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::time::Duration;

use parvis_kernel::Timestamp;
use parvis_outbox::{StoreError, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, Condition};

/// How long an answer is kept.
const KEPT: Duration = Duration::from_hours(24);
/// How long a first request may be underway before another may take its place.
const LOCK: Duration = Duration::from_mins(1);

/// One key of one caller on one route.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// The application, or a hash of where a caller without a key comes from.
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner: String,
    /// The path of the POST.
    #[sea_orm(primary_key, auto_increment = false)]
    pub route: String,
    /// The key as the caller chose it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// SHA-256 of the body.
    pub body_hash: String,
    /// Until when the first request is taken to be underway.
    pub locked_until: i64,
    /// Which request holds the key: one that came too late settles nothing.
    pub lock: String,
    /// When the key was first seen.
    pub created_at: i64,
    /// The status that was answered, once it was.
    pub status: Option<i32>,
    /// The body that was answered, without secrets.
    pub body: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Names one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) owner: String,
    pub(super) route: String,
    pub(super) key: String,
    /// A token of this request alone.
    pub(super) lock: String,
}

/// What is known about a key.
pub(super) enum Found {
    /// Nothing: it is ours now.
    Free,
    /// It was used with another body.
    OtherBody,
    /// The first request is underway.
    InFlight,
    /// It was answered.
    Answered(u16, String),
}

impl Slot {
    fn condition(&self) -> Condition {
        Condition::all()
            .add(Column::Owner.eq(&self.owner))
            .add(Column::Route.eq(&self.route))
            .add(Column::Key.eq(&self.key))
    }
}

/// Claims a key, or says what became of it.
pub(super) async fn claim(tx: &Tx, slot: &Slot, body_hash: &str) -> Result<Found, StoreError> {
    let now = tx.now();
    forget_old(tx, now).await?;
    let locked_until = now.plus(LOCK).millis();
    let row = ActiveModel {
        owner: Set(slot.owner.clone()),
        route: Set(slot.route.clone()),
        key: Set(slot.key.clone()),
        body_hash: Set(body_hash.to_owned()),
        locked_until: Set(locked_until),
        lock: Set(slot.lock.clone()),
        created_at: Set(now.millis()),
        status: Set(None),
        body: Set(None),
    };
    let known =
        OnConflict::columns([Column::Owner, Column::Route, Column::Key]).do_nothing().to_owned();
    let added = Entity::insert(row).on_conflict(known).exec_without_returning(&**tx).await?;
    if added == 1 {
        return Ok(Found::Free);
    }
    let row = Entity::find().filter(slot.condition()).one(&**tx).await?;
    let row = row.ok_or(StoreError::Stale)?;
    if row.body_hash != body_hash {
        return Ok(Found::OtherBody);
    }
    if let (Some(status), Some(body)) = (row.status, row.body) {
        return Ok(Found::Answered(u16::try_from(status).unwrap_or(200), body));
    }
    if row.locked_until > now.millis() {
        return Ok(Found::InFlight);
    }
    let ours = ActiveModel {
        locked_until: Set(locked_until),
        lock: Set(slot.lock.clone()),
        ..Default::default()
    };
    Entity::update_many().set(ours).filter(slot.condition()).exec(&**tx).await?;
    Ok(Found::Free)
}

/// Keeps the answer to a key; [`StoreError::Stale`] when another request has taken it over.
pub(super) async fn keep(
    tx: &Tx,
    slot: &Slot,
    status: u16,
    body: String,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        status: Set(Some(i32::from(status))),
        body: Set(Some(body)),
        ..Default::default()
    };
    let kept = Entity::update_many()
        .set(row)
        .filter(slot.condition())
        .filter(Column::Lock.eq(&slot.lock))
        .exec(&**tx)
        .await?;
    if kept.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

/// Gives a key free that was claimed and not answered.
pub(super) async fn release(tx: &Tx, slot: &Slot) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(slot.condition())
        .filter(Column::Lock.eq(&slot.lock))
        .filter(Column::Status.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

async fn forget_old(tx: &Tx, now: Timestamp) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::CreatedAt.lt(now.minus(KEPT).millis()))
        .exec(&**tx)
        .await?;
    Ok(())
}
