//! Table `work`: what a service has to do, when, and who is at it.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{Timestamp, id};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, OnConflict};
use sea_orm::{ActiveValue::Set, Condition, DatabaseTransaction, QueryOrder, QuerySelect};

use super::count;
use crate::StoreError;
use crate::printable::printable;
use crate::work::Job;

/// A piece of work.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "work")]
pub struct Model {
    /// The kind of work.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// What it is about.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Counts the orders, so that one given while the work is underway is not lost.
    pub generation: i64,
    /// When it is due, in milliseconds since the epoch.
    pub due_at: i64,
    /// How often it was started.
    pub attempts: i32,
    /// Until when somebody is at it; 0 when nobody is.
    pub leased_until: i64,
    /// Who is at it: a token of this lease alone, so that a late one settles nothing.
    pub lease: Option<String>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// What it belongs to.
    pub correlation: Option<String>,
    /// The trace that ordered it last.
    pub traceparent: Option<String>,
    /// When it was first ordered.
    pub ordered_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An order for work.
pub(crate) struct Order {
    pub(crate) kind: &'static str,
    pub(crate) key: String,
    pub(crate) due: Timestamp,
    pub(crate) correlation: Option<String>,
    pub(crate) traceparent: Option<String>,
    pub(crate) now: Timestamp,
}

/// Orders work; ordered again, it becomes due anew and counts its tries from the start.
pub(crate) async fn schedule(tx: &DatabaseTransaction, order: Order) -> Result<(), StoreError> {
    let row = ActiveModel {
        kind: Set(order.kind.to_owned()),
        key: Set(order.key),
        generation: Set(1),
        due_at: Set(order.due.millis()),
        attempts: Set(0),
        leased_until: Set(0),
        lease: Set(None),
        last_error: Set(None),
        correlation: Set(order.correlation),
        traceparent: Set(order.traceparent),
        ordered_at: Set(order.now.millis()),
    };
    let again = OnConflict::columns([Column::Kind, Column::Key])
        .update_columns([Column::DueAt, Column::Attempts, Column::Traceparent, Column::OrderedAt])
        .value(Column::Generation, Expr::col((Entity, Column::Generation)).add(1))
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether something is due and free.
pub(crate) async fn any(read: &DatabaseConnection, now: Timestamp) -> Result<bool, StoreError> {
    Ok(free(now).limit(1).one(read).await?.is_some())
}

/// What is due and free, oldest first, passing over what somebody else is about to lease.
pub(crate) async fn due(
    tx: &DatabaseTransaction,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let locked = free(now).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    Ok(locked.limit(limit).all(tx).await?)
}

fn free(now: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::DueAt.lte(now.millis()))
        .filter(Column::LeasedUntil.lte(now.millis()))
        .order_by_asc(Column::DueAt)
}

/// When the next piece of work is due or its lease runs out.
pub(crate) async fn next_due(read: &DatabaseConnection) -> Result<Option<Timestamp>, StoreError> {
    let next = Entity::find().order_by_asc(Column::DueAt).limit(1).one(read).await?;
    Ok(next.map(|row| Timestamp::from_millis(Ord::max(row.due_at, row.leased_until))))
}

/// How much work is due and free; beyond `most` it stops counting.
pub(crate) async fn due_count(
    read: &DatabaseConnection,
    now: Timestamp,
    most: u64,
) -> Result<u64, StoreError> {
    count::at_most(read, free(now), most).await
}

/// How much work did not succeed and will be tried again; beyond `most` it stops counting.
pub(crate) async fn retried(read: &DatabaseConnection, most: u64) -> Result<u64, StoreError> {
    let tried = Entity::find().filter(Column::LastError.is_not_null());
    count::at_most(read, tried.filter(Column::Attempts.gt(0)), most).await
}

/// Since when the work is due that is due longest.
pub(crate) async fn longest_due(
    read: &DatabaseConnection,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let first = free(now).limit(1).one(read).await?;
    Ok(first.map(|row| Timestamp::from_millis(row.due_at)))
}

/// The keys of the work of one kind that is due next, at most `limit`.
pub(crate) async fn scheduled(
    read: &DatabaseConnection,
    kind: &str,
    limit: u64,
) -> Result<Vec<String>, StoreError> {
    let of_kind = Entity::find().select_only().column(Column::Key).filter(Column::Kind.eq(kind));
    Ok(of_kind.order_by_asc(Column::DueAt).limit(limit).into_tuple().all(read).await?)
}

/// Leases a piece of work, unless somebody was faster.
pub(crate) async fn lease(
    tx: &DatabaseTransaction,
    row: Model,
    until: Timestamp,
) -> Result<Option<Job>, StoreError> {
    let lease = id::fresh().to_string();
    let leased = Entity::update_many()
        .col_expr(Column::Lease, Expr::value(lease.as_str()))
        .col_expr(Column::LeasedUntil, Expr::value(until.millis()))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(this(&row.kind, &row.key))
        .filter(Column::LeasedUntil.eq(row.leased_until))
        .filter(Column::Generation.eq(row.generation))
        .exec(tx)
        .await?;
    Ok((leased.rows_affected == 1).then(|| Job {
        kind: row.kind,
        key: row.key,
        attempt: u32::try_from(row.attempts).unwrap_or(0).saturating_add(1),
        ordered_at: Timestamp::from_millis(row.ordered_at),
        correlation: row.correlation,
        traceparent: row.traceparent,
        generation: row.generation,
        lease,
    }))
}

/// Prolongs a lease.
pub(crate) async fn renew(
    tx: &DatabaseTransaction,
    job: &Job,
    until: Timestamp,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(until.millis()))
        .filter(leased(job))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends a lease with the work done; work ordered anew meanwhile stays.
pub(crate) async fn done(tx: &DatabaseTransaction, job: &Job) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(leased(job))
        .filter(Column::Generation.eq(job.generation))
        .exec(tx)
        .await?;
    release(tx, job).await
}

/// Ends a lease with the work to be done again at `at`, unless it was ordered anew meanwhile.
pub(crate) async fn again(
    tx: &DatabaseTransaction,
    job: &Job,
    at: Timestamp,
    why: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::DueAt, Expr::value(at.millis()))
        .col_expr(Column::LastError, Expr::value(printable(why)))
        .filter(leased(job))
        .filter(Column::Generation.eq(job.generation))
        .exec(tx)
        .await?;
    release(tx, job).await
}

/// Removes work that is no longer wanted.
pub(crate) async fn remove(
    tx: &DatabaseTransaction,
    kind: &str,
    key: &str,
) -> Result<(), StoreError> {
    Entity::delete_many().filter(this(kind, key)).exec(tx).await?;
    Ok(())
}

async fn release(tx: &DatabaseTransaction, job: &Job) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(0_i64))
        .col_expr(Column::Lease, Expr::value(None::<String>))
        .filter(leased(job))
        .exec(tx)
        .await?;
    Ok(())
}

/// The row, as long as this lease holds.
fn leased(job: &Job) -> Condition {
    this(&job.kind, &job.key).add(Column::Lease.eq(&job.lease))
}

fn this(kind: &str, key: &str) -> Condition {
    Condition::all().add(Column::Kind.eq(kind)).add(Column::Key.eq(key))
}
