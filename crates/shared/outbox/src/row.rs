//! Writing one row of an aggregate under its version.

use sea_orm::sea_query::IntoCondition;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::StoreError;

/// Inserts the row at version 1, otherwise updates the row `key` that still has the version before.
///
/// A row that somebody else changed meanwhile is [`StoreError::Stale`] and nothing is written.
pub async fn save<A, C>(
    tx: &DatabaseTransaction,
    row: A,
    key: impl IntoCondition,
    (column, version): (C, i64),
) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
    C: ColumnTrait,
{
    if version == 1 {
        A::Entity::insert(row).exec_without_returning(tx).await?;
        return Ok(());
    }
    let written = A::Entity::update_many()
        .set(row)
        .filter(key.into_condition())
        .filter(column.eq(version - 1))
        .exec(tx)
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale) }
}
