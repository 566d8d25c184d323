//! The parked messages in table `inbox`, as an operator decides about them.

use parvis_events::Envelope;
use parvis_kernel::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, Iterable, QueryOrder, QuerySelect};

use super::inbox::{ActiveModel, Column, Entity, Model, State};
use crate::printable::printable;
use crate::{StoreError, unread};

/// Parked messages after the place `after`, at most `limit`, without their bodies.
pub(crate) async fn page(
    tx: &DatabaseTransaction,
    kind: Option<&str>,
    (after, limit): (i64, u64),
) -> Result<Vec<Model>, StoreError> {
    let columns = Column::iter().filter(|column| !matches!(column, Column::Body));
    // A row has a body; here it is empty, whatever stands in the table.
    let rows = parked(kind).filter(Column::Seq.gt(after)).select_only().columns(columns);
    Ok(rows.column_as(Expr::value(""), "body").limit(limit).all(tx).await?)
}

/// The first parked messages between two places, the first of them excluded, at most `limit`, whole and
/// under lock.
pub(crate) async fn batch(
    tx: &DatabaseTransaction,
    kind: Option<&str>,
    (after, last): (i64, i64),
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let rows = parked(kind).filter(Column::Seq.gt(after)).filter(Column::Seq.lte(last));
    Ok(rows.limit(limit).lock_exclusive().all(tx).await?)
}

/// The place of the last message that was heard; 0 when none was.
pub(crate) async fn last(read: &DatabaseConnection) -> Result<i64, StoreError> {
    let last = Entity::find().order_by_desc(Column::Seq).select_only().column(Column::Seq);
    Ok(last.into_tuple().one(read).await?.unwrap_or(0))
}

pub(super) fn parked(kind: Option<&str>) -> Select<Entity> {
    let rows = Entity::find().filter(State::Parked.of("inbox")).order_by_asc(Column::Seq);
    match kind {
        Some(kind) => rows.filter(Column::Kind.eq(kind)),
        None => rows,
    }
}

/// A message by its id, whatever became of it, under lock.
pub(crate) async fn by_id(tx: &DatabaseTransaction, id: &str) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find().filter(Column::Id.eq(id)).lock_exclusive().one(tx).await?)
}

/// Lets a parked message be handled, although later ones of its aggregate may have been.
pub(crate) async fn replay(
    tx: &DatabaseTransaction,
    row: &Model,
    now: Timestamp,
) -> Result<(), StoreError> {
    write(tx, row, waiting(now)).await
}

/// Lets a message be handled whose bytes can be read by now, under its own id.
pub(crate) async fn replay_as(
    tx: &DatabaseTransaction,
    row: &Model,
    envelope: &Envelope,
    now: Timestamp,
) -> Result<(), StoreError> {
    let read = ActiveModel {
        body: Set(unread::text(&unread::bytes(&row.body))),
        id: Set(envelope.id.to_string()),
        aggregate: Set(envelope.aggregate()),
        sequence: Set(envelope.sequence),
        unvouched: Set(false),
        ..waiting(now)
    };
    write(tx, row, read).await
}

fn waiting(now: Timestamp) -> ActiveModel {
    ActiveModel {
        state: Set(State::Waiting),
        attempts: Set(0),
        due_at: Set(now.millis()),
        last_error: Set(None),
        replayed: Set(true),
        ..Default::default()
    }
}

/// Gives a message up for good; its body is wiped.
pub(crate) async fn discard(
    tx: &DatabaseTransaction,
    row: &Model,
    why: &str,
) -> Result<(), StoreError> {
    let discarded = ActiveModel {
        state: Set(State::Discarded),
        body: Set(String::new()),
        last_error: Set(Some(printable(why))),
        ..Default::default()
    };
    write(tx, row, discarded).await
}

/// Writes what became of a row that is under lock.
async fn write(
    tx: &DatabaseTransaction,
    row: &Model,
    change: ActiveModel,
) -> Result<(), StoreError> {
    Entity::update_many().set(change).filter(Column::Seq.eq(row.seq)).exec(tx).await?;
    Ok(())
}

/// Says anew why a message can't be read.
pub(crate) async fn still_unread(
    tx: &DatabaseTransaction,
    row: &Model,
    why: &str,
) -> Result<(), StoreError> {
    let last_error = Set(Some(printable(why)));
    write(tx, row, ActiveModel { last_error, ..Default::default() }).await
}
