//! Table `outbox`: what was said. Once handed over, a command goes and a fact stays for a while, for
//! hearers who missed it. `outbox_stream` counts per aggregate.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::time::Duration;

use parvis_events::Envelope;
use parvis_kernel::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, QuerySelect, QueryTrait as _};

use super::{among::among, count};
use crate::StoreError;
use crate::forget::Kept;
use crate::printable::printable;

/// A message that was said.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// The order in which messages were written.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The message's id.
    pub id: String,
    /// The protobuf full name.
    pub kind: String,
    /// The aggregate it is about.
    pub subject: String,
    /// The envelope as it travels.
    pub body: String,
    /// What the work belongs to.
    pub correlation: Option<String>,
    /// How often the relay tried.
    pub attempts: i32,
    /// When the relay may try again, in milliseconds since the epoch.
    pub due_at: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was handed over, in milliseconds since the epoch.
    pub published_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) mod stream {
    //! Table `outbox_stream`: how many messages were said about each aggregate.

    use sea_orm::entity::prelude::*;

    /// The counter of one aggregate.
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox_stream")]
    pub struct Model {
        /// The aggregate.
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        /// The sequence of its last message.
        pub sequence: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Counts `count` more messages about `subject`, and returns the sequence of the last, the first of all being 1.
pub(crate) async fn count_on(
    tx: &DatabaseTransaction,
    subject: &str,
    count: i64,
) -> Result<i64, StoreError> {
    let row = stream::ActiveModel { subject: Set(subject.to_owned()), sequence: Set(count) };
    let counted = stream::Entity::insert(row)
        .on_conflict(
            OnConflict::column(stream::Column::Subject)
                .value(
                    stream::Column::Sequence,
                    Expr::col((stream::Entity, stream::Column::Sequence)).add(count),
                )
                .to_owned(),
        )
        .exec_with_returning(tx)
        .await?;
    Ok(counted.sequence)
}

/// Adds messages to the outbox, in their order.
pub(crate) async fn append(
    tx: &DatabaseTransaction,
    envelopes: &[Envelope],
) -> Result<(), StoreError> {
    let rows = envelopes.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(envelope: &Envelope) -> Result<ActiveModel, StoreError> {
    Ok(ActiveModel {
        id: Set(envelope.id.to_string()),
        kind: Set(envelope.kind.clone()),
        subject: Set(envelope.subject.clone()),
        body: Set(serde_json::to_string(envelope)?),
        correlation: Set(envelope.correlationid.clone()),
        attempts: Set(0),
        due_at: Set(0),
        ..Default::default()
    })
}

/// The oldest messages that may be handed over, at most `limit`: due, and with no earlier one about
/// the same aggregate that is not.
pub(crate) async fn due(
    read: &DatabaseConnection,
    now: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    Ok(first(now, limit).all(read).await?)
}

pub(super) fn first(now: i64, limit: u64) -> Select<Entity> {
    let delayed = Query::select()
        .expr(Expr::col(("earlier", Column::Seq)))
        .from_as(Entity, "earlier")
        .and_where(Expr::col(("earlier", Column::Subject)).equals((Entity, Column::Subject)))
        .and_where(Expr::col(("earlier", Column::PublishedAt)).is_null())
        // Literally, so that the index of the delayed ones serves; only those are due later.
        .and_where(Expr::cust("earlier.attempts > 0"))
        .and_where(Expr::col(("earlier", Column::DueAt)).gt(now))
        .and_where(Expr::col(("earlier", Column::Seq)).lt(Expr::col((Entity, Column::Seq))))
        .to_owned();
    Entity::find()
        .filter(Column::PublishedAt.is_null())
        .filter(Column::DueAt.lte(now))
        .filter(Expr::exists(delayed).not())
        .order_by_asc(Column::Seq)
        .limit(limit)
}

/// How many messages wait for the relay; beyond `most` it stops counting.
pub(crate) async fn waiting(read: &DatabaseConnection, most: u64) -> Result<u64, StoreError> {
    count::at_most(read, Entity::find().filter(Column::PublishedAt.is_null()), most).await
}

/// The body of the message that waits longest.
pub(crate) async fn oldest(read: &DatabaseConnection) -> Result<Option<String>, StoreError> {
    let waiting = Entity::find().filter(Column::PublishedAt.is_null()).order_by_asc(Column::Seq);
    Ok(waiting.limit(1).one(read).await?.map(|row| row.body))
}

/// Removes commands that were handed over.
pub(crate) async fn remove(tx: &DatabaseTransaction, seqs: &[i64]) -> Result<(), StoreError> {
    if !seqs.is_empty() {
        let handed_over = among(tx.get_database_backend(), "outbox", seqs);
        Entity::delete_many().filter(handed_over).exec(tx).await?;
    }
    Ok(())
}

/// Marks facts as handed over.
pub(crate) async fn published(
    tx: &DatabaseTransaction,
    seqs: &[i64],
    at: Timestamp,
) -> Result<(), StoreError> {
    if !seqs.is_empty() {
        Entity::update_many()
            .col_expr(Column::PublishedAt, Expr::value(at.millis()))
            .filter(among(tx.get_database_backend(), "outbox", seqs))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// The place of the first fact that was handed over at `since` or later.
pub(crate) async fn first_since(
    read: &DatabaseConnection,
    since: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let first: Option<Option<i64>> = earliest(since).into_tuple().one(read).await?;
    Ok(first.flatten())
}

pub(super) fn earliest(since: Timestamp) -> Select<Entity> {
    // Of a sum, so that the database goes by the instants and not through all places from the beginning.
    let place = Expr::cust("min(outbox.seq + 0)");
    let later = Entity::find().select_only().column_as(place, "seq");
    later.filter(Column::PublishedAt.gte(since.millis()))
}

/// Facts that were handed over at `since` or later, from the place `from`, at most `limit`; of all types
/// when `kinds` is empty.
pub(crate) async fn handed_over(
    read: &DatabaseConnection,
    (since, from): (Timestamp, i64),
    kinds: &[String],
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let mut facts = Entity::find()
        .filter(Column::PublishedAt.gte(since.millis()))
        .filter(Column::Seq.gte(from))
        .order_by_asc(Column::Seq);
    if !kinds.is_empty() {
        facts = facts.filter(Column::Kind.is_in(kinds));
    }
    Ok(facts.limit(limit).all(read).await?)
}

/// Facts that were handed over are there for a week for those who missed them.
pub(crate) struct HandedOver;

impl Kept for HandedOver {
    const NAME: &'static str = "facts";
    const FOR: Duration = Duration::from_hours(7 * 24);

    async fn forget(
        tx: &DatabaseTransaction,
        before: Timestamp,
        limit: u64,
    ) -> Result<u64, StoreError> {
        let old = Entity::find().filter(Column::PublishedAt.lt(before.millis()));
        let old = old.order_by_asc(Column::PublishedAt).limit(limit);
        let old = old.select_only().column(Column::Seq).into_query();
        let gone = Entity::delete_many().filter(Column::Seq.in_subquery(old)).exec(tx).await?;
        Ok(gone.rows_affected)
    }
}

/// Records a failed try.
pub(crate) async fn failed(
    tx: &DatabaseTransaction,
    seq: i64,
    due_at: i64,
    error: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::DueAt, Expr::value(due_at))
        .col_expr(Column::LastError, Expr::value(printable(error)))
        .filter(Column::Seq.eq(seq))
        .exec(tx)
        .await?;
    Ok(())
}
