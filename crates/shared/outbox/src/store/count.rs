//! Counting within bounds: what is asked often must not cost more the more there is.

use sea_orm::sea_query::{Asterisk, Expr, Func, Query};
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, EntityTrait, QuerySelect as _, QueryTrait as _,
    Select,
};

use crate::StoreError;

/// How many rows are selected; beyond `most` it stops counting.
pub(super) async fn at_most<E: EntityTrait>(
    read: &DatabaseConnection,
    selected: Select<E>,
    most: u64,
) -> Result<u64, StoreError> {
    let rows = selected.select_only().expr(Expr::val(1)).limit(most).into_query();
    let count = Query::select()
        .expr(Func::count(Expr::col(Asterisk)))
        .from_subquery(rows, "counted")
        .to_owned();
    let row = read.query_one(&count).await?;
    let counted: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(counted).unwrap_or_default())
}
