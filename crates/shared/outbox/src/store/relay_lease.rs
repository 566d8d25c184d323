//! Table `relay_lease`: which process relays, under a number that only grows.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::StoreError;

/// The only row.
const THE_ROW: i32 = 1;

/// Who relays.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "relay_lease")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The process that relays, or did last.
    pub holder: String,
    /// Counts the takings: a process whose number is no longer this one has lost the lease.
    pub fence: i64,
    /// Until when nobody else may take it, in milliseconds since the epoch.
    pub held_until: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Takes the lease if it is free at `now`; returns its fencing number.
pub(crate) async fn take(
    tx: &DatabaseTransaction,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let taken = Entity::update_many()
        .col_expr(Column::Holder, Expr::value(holder))
        .col_expr(Column::Fence, Expr::col(Column::Fence).add(1))
        .col_expr(Column::HeldUntil, Expr::value(until.millis()))
        .filter(Column::Id.eq(THE_ROW))
        .filter(Column::HeldUntil.lte(now.millis()))
        .exec(tx)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    Ok(current(tx).await?.map(|row| row.fence))
}

/// Prolongs the lease with this fencing number; says whether it still was the current one.
pub(crate) async fn hold(
    tx: &DatabaseTransaction,
    fence: i64,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let held = Entity::update_many()
        .col_expr(Column::HeldUntil, Expr::value(until.millis()))
        .filter(Column::Id.eq(THE_ROW))
        .filter(Column::Fence.eq(fence))
        .exec(tx)
        .await?;
    Ok(held.rows_affected == 1)
}

/// Who relays now.
pub(crate) async fn current<C: ConnectionTrait>(read: &C) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(THE_ROW).one(read).await?)
}
