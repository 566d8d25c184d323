//! Table `idempotency`: who sent what under which key, and what was answered.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::time::Duration;

use parvis_kernel::Timestamp;
use parvis_outbox::{Kept, StoreError, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, OnConflict, Query};
use sea_orm::{ActiveValue::Set, Condition, DatabaseTransaction};

/// How long a first request may be underway before another may take its place: many times what a write takes,
/// and no longer than a client would wait whose first request died. One that is slower still keeps nothing.
const LOCK: Duration = Duration::from_secs(10);
/// How often it is looked again what became of a key that somebody else holds.
const LOOKS: usize = 4;

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
    /// The gateway's name of the call that holds the key, if it came from there.
    pub call: Option<String>,
    /// When the key was first seen.
    pub created_at: i64,
    /// The status that was answered, once it was.
    pub status: Option<i32>,
    /// The body that was answered, without secrets.
    pub body: Option<String>,
    /// The `Location` that was answered, if one was.
    pub location: Option<String>,
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
    /// A name that this request has in common with those that the gateway sends again for it.
    pub(super) call: Option<String>,
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
    Answered(Answer),
}

/// What was answered.
pub(super) struct Answer {
    pub(super) status: u16,
    /// JSON, without secrets.
    pub(super) body: String,
    /// Where more is to be found, if the answer said so.
    pub(super) location: Option<String>,
}

impl Slot {
    fn condition(&self) -> Condition {
        Condition::all()
            .add(Column::Owner.eq(&self.owner))
            .add(Column::Route.eq(&self.route))
            .add(Column::Key.eq(&self.key))
    }
}

impl Model {
    fn is_forgotten(&self, now: Timestamp) -> bool {
        self.created_at < now.minus(Answers::FOR).millis()
    }

    /// Whether an earlier attempt at the same call holds it. The gateway sends a call again only when the
    /// first attempt broke off; should that still be at work, it has lost the key and keeps nothing.
    fn is_repeated_by(&self, slot: &Slot) -> bool {
        self.call.is_some() && self.call == slot.call
    }

    /// What the row says about a request with this body.
    fn tell(&self, slot: &Slot, body_hash: &str, now: Timestamp) -> Found {
        if self.is_forgotten(now) {
            return Found::Free;
        }
        if self.body_hash != body_hash {
            return Found::OtherBody;
        }
        if let (Some(status), Some(body)) = (self.status, self.body.clone()) {
            let status = u16::try_from(status).unwrap_or(200);
            return Found::Answered(Answer { status, body, location: self.location.clone() });
        }
        let is_underway = self.locked_until > now.millis() && !self.is_repeated_by(slot);
        if is_underway { Found::InFlight } else { Found::Free }
    }
}

/// Claims a key, or says what became of it. Whoever holds it may settle it or give it free at any moment.
pub(super) async fn claim(tx: &Tx, slot: &Slot, body_hash: &str) -> Result<Found, StoreError> {
    let now = tx.now();
    for _ in 0..LOOKS {
        let known = OnConflict::columns([Column::Owner, Column::Route, Column::Key])
            .do_nothing()
            .to_owned();
        let row = fresh(slot, body_hash, now);
        if Entity::insert(row).on_conflict(known).exec_without_returning(&**tx).await? == 1 {
            return Ok(Found::Free);
        }
        let Some(row) = Entity::find().filter(slot.condition()).one(&**tx).await? else { continue };
        match row.tell(slot, body_hash, now) {
            Found::Free if take_over(tx, slot, &row, fresh(slot, body_hash, now)).await? => {
                return Ok(Found::Free);
            }
            Found::Free => {}
            found @ (Found::OtherBody | Found::InFlight | Found::Answered(_)) => return Ok(found),
        }
    }
    Ok(Found::InFlight)
}

fn fresh(slot: &Slot, body_hash: &str, now: Timestamp) -> ActiveModel {
    ActiveModel {
        owner: Set(slot.owner.clone()),
        route: Set(slot.route.clone()),
        key: Set(slot.key.clone()),
        body_hash: Set(body_hash.to_owned()),
        locked_until: Set(now.plus(LOCK).millis()),
        lock: Set(slot.lock.clone()),
        call: Set(slot.call.clone()),
        created_at: Set(now.millis()),
        status: Set(None),
        body: Set(None),
        location: Set(None),
    }
}

/// Takes the place of a request that is underway for too long or whose process is gone, or whose answer is
/// too old; not if it was answered, or somebody else took its place, since `row` was read.
async fn take_over(
    tx: &Tx,
    slot: &Slot,
    row: &Model,
    ours: ActiveModel,
) -> Result<bool, StoreError> {
    let unchanged = match row.status {
        Some(status) => Column::Status.eq(status),
        None => Column::Status.is_null(),
    };
    let taken = Entity::update_many()
        .set(ours)
        .filter(slot.condition())
        .filter(Column::Lock.eq(&row.lock))
        .filter(unchanged)
        .exec(&**tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Keeps the answer to a key; [`StoreError::Stale`] when another request has taken it over.
pub(super) async fn keep(tx: &Tx, slot: &Slot, answer: Answer) -> Result<(), StoreError> {
    let row = ActiveModel {
        status: Set(Some(i32::from(answer.status))),
        body: Set(Some(answer.body)),
        location: Set(answer.location),
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

/// Answers are kept for a day.
pub struct Answers;

impl Kept for Answers {
    const NAME: &'static str = "answers";
    const FOR: Duration = Duration::from_hours(24);

    /// It passes over those that another process is about to forget: two that wait for each other's rows
    /// would end in a deadlock.
    async fn forget(
        tx: &DatabaseTransaction,
        before: Timestamp,
        limit: u64,
    ) -> Result<u64, StoreError> {
        let key = [Column::Owner, Column::Route, Column::Key];
        let old = Query::select()
            .columns(key)
            .from(Entity)
            .and_where(Column::CreatedAt.lt(before.millis()))
            .order_by(Column::CreatedAt, sea_orm::Order::Asc)
            .limit(limit)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .to_owned();
        let these = Expr::tuple(key.map(Expr::col)).in_subquery(old);
        Ok(Entity::delete_many().filter(these).exec(tx).await?.rows_affected)
    }
}
