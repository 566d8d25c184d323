//! Table `work`: what a service has to do, when, and who is at it.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{Timestamp, id};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, Condition, DatabaseTransaction, QueryOrder, QuerySelect};

use crate::StoreError;
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
        ordered_at: Set(order.now.millis()),
    };
    let again = OnConflict::columns([Column::Kind, Column::Key])
        .update_columns([Column::DueAt, Column::Attempts, Column::OrderedAt])
        .value(Column::Generation, Expr::col((Entity, Column::Generation)).add(1))
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// What is due and free, oldest first.
pub(crate) async fn due(
    read: &DatabaseConnection,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find()
        .filter(Column::DueAt.lte(now.millis()))
        .filter(Column::LeasedUntil.lte(now.millis()))
        .order_by_asc(Column::DueAt)
        .limit(limit)
        .all(read)
        .await?)
}

/// When the next piece of work is due or its lease runs out.
pub(crate) async fn next_due(read: &DatabaseConnection) -> Result<Option<Timestamp>, StoreError> {
    let next = Entity::find().order_by_asc(Column::DueAt).limit(1).one(read).await?;
    Ok(next.map(|row| Timestamp::from_millis(Ord::max(row.due_at, row.leased_until))))
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
        .col_expr(Column::LastError, Expr::value(why))
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
