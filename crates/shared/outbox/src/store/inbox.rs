//! Table `inbox`: what was heard; `inbox_stream` remembers the last handled sequence per aggregate.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::time::Duration;

use parvis_bus::Arrival;
use parvis_kernel::{Timestamp, mutant};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, OnConflict, Query};
use sea_orm::{
    ActiveValue::Set, Condition, DatabaseTransaction, QueryOrder, QuerySelect, QueryTrait as _,
};

use super::{among::among, count};
use crate::forget::Kept;
use crate::printable::printable;
use crate::{StoreError, unread};

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "snake_case")]
pub enum State {
    /// To be handled.
    Waiting,
    /// Handled; kept so that a redelivery is recognised.
    Done,
    /// Given up until an operator decides; it holds nobody back.
    Parked,
    /// Given up for good by an operator; kept so that a redelivery is recognised.
    Discarded,
}

impl State {
    /// That a row of `table` has this state, as SQL that names it: a database uses a partial index only
    /// where the query says its condition literally, not for a bound value.
    pub(super) fn of(self, table: &str) -> Expr {
        Expr::cust(format!("{table}.state = '{}'", self.to_value()))
    }
}

/// A message that was heard.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "inbox")]
pub struct Model {
    /// The order in which messages were heard.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The message's id.
    #[sea_orm(unique)]
    pub id: String,
    /// The protobuf full name.
    pub kind: String,
    /// Source and subject: the stream that keeps its order.
    pub aggregate: String,
    /// The place in that stream, from 1.
    pub sequence: i64,
    /// The envelope as it travelled.
    pub body: String,
    /// What became of it.
    pub state: State,
    /// How often it was tried.
    pub attempts: i32,
    /// When it may be tried, in milliseconds since the epoch.
    pub due_at: i64,
    /// Why the last try failed, or why it was discarded.
    pub last_error: Option<String>,
    /// When it was heard, in milliseconds since the epoch.
    pub heard_at: i64,
    /// When it was parked last, in milliseconds since the epoch.
    pub parked_at: Option<i64>,
    /// Whether nobody vouches for its sender, so that its bytes alone prove nothing.
    pub unvouched: bool,
    /// Whether an operator lets it be handled although later ones were.
    pub replayed: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) mod stream {
    //! Table `inbox_stream`: how far each aggregate was handled.

    use sea_orm::entity::prelude::*;

    /// The position in one aggregate's messages.
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "inbox_stream")]
    pub struct Model {
        /// Source and subject.
        #[sea_orm(primary_key, auto_increment = false)]
        pub aggregate: String,
        /// The highest sequence that was handled.
        pub sequence: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Stores what arrived; a message that is already known changes nothing. What can't be read is parked
/// under an id made from its bytes.
pub(crate) async fn store(
    tx: &DatabaseTransaction,
    arrival: &Arrival<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let fresh = ActiveModel {
        kind: Set(printable(arrival.kind)),
        attempts: Set(0),
        due_at: Set(now.millis()),
        heard_at: Set(now.millis()),
        ..Default::default()
    };
    let row = match &arrival.envelope {
        Ok(envelope) => ActiveModel {
            id: Set(envelope.id.to_string()),
            aggregate: Set(envelope.aggregate()),
            sequence: Set(envelope.sequence),
            body: Set(unread::text(arrival.bytes)),
            state: Set(State::Waiting),
            ..fresh
        },
        Err(why) => ActiveModel {
            id: Set(unread::id(arrival.bytes)),
            aggregate: Set(String::new()),
            sequence: Set(0),
            body: Set(unread::text(arrival.bytes)),
            state: Set(State::Parked),
            last_error: Set(Some(printable(&why.to_string()))),
            parked_at: Set(Some(now.millis())),
            unvouched: Set(why.is_unvouched()),
            ..fresh
        },
    };
    let row = if mutant::without("inbox-check") {
        ActiveModel { id: Set(parvis_kernel::id::fresh().to_string()), ..row }
    } else {
        row
    };
    let known = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// The oldest messages that may be handled, at most `limit`: due, and the first still waiting of their
/// aggregates.
pub(crate) async fn due(
    read: &DatabaseConnection,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<i64>, StoreError> {
    let first = first(now).select_only().column(Column::Seq).limit(limit);
    Ok(first.into_tuple().all(read).await?)
}

/// How many messages wait to be handled; beyond `most` it stops counting.
pub(crate) async fn waiting(read: &DatabaseConnection, most: u64) -> Result<u64, StoreError> {
    count::at_most(read, Entity::find().filter(State::Waiting.of("inbox")), most).await
}

/// How many messages are parked; beyond `most` it stops counting.
pub(crate) async fn parked(read: &DatabaseConnection, most: u64) -> Result<u64, StoreError> {
    count::at_most(read, Entity::find().filter(State::Parked.of("inbox")), most).await
}

/// When the message was heard that waits longest.
pub(crate) async fn oldest(read: &DatabaseConnection) -> Result<Option<Timestamp>, StoreError> {
    let waiting = Entity::find().filter(State::Waiting.of("inbox"));
    let oldest = waiting.order_by_asc(Column::Seq).limit(1).one(read).await?;
    Ok(oldest.map(|row| Timestamp::from_millis(row.heard_at)))
}

/// The first of these messages that still waits. It is locked until the transaction ends, and one that
/// somebody else has locked is passed over; on SQLite the transaction itself is the lock.
pub(crate) async fn next(
    tx: &DatabaseTransaction,
    due: &[i64],
    now: Timestamp,
) -> Result<Option<Model>, StoreError> {
    let waiting = Entity::find()
        .filter(among(tx.get_database_backend(), "inbox", due))
        .filter(State::Waiting.of("inbox"))
        .filter(Column::DueAt.lte(now.millis()))
        .order_by_asc(Column::Seq);
    Ok(waiting.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(tx).await?)
}

pub(super) fn first(now: Timestamp) -> Select<Entity> {
    let earlier = Query::select()
        .expr(Expr::col(("earlier", Column::Seq)))
        .from_as(Entity, "earlier")
        .and_where(Expr::col(("earlier", Column::Aggregate)).equals((Entity, Column::Aggregate)))
        .and_where(State::Waiting.of("earlier"))
        .and_where(Expr::col(("earlier", Column::Seq)).lt(Expr::col((Entity, Column::Seq))))
        .to_owned();
    Entity::find()
        .filter(State::Waiting.of("inbox"))
        .filter(Column::DueAt.lte(now.millis()))
        .filter(Expr::exists(earlier).not())
        .order_by_asc(Column::Seq)
}

/// The sequence up to which an aggregate was handled; 0 when nothing was.
pub(crate) async fn handled(tx: &DatabaseTransaction, aggregate: &str) -> Result<i64, StoreError> {
    let row = stream::Entity::find_by_id(aggregate).one(tx).await?;
    Ok(row.map_or(0, |r| r.sequence))
}

/// Marks a message as handled and moves its aggregate's position on, never back: a replayed message may
/// be an early one. Its body is wiped: what it said stands in the service's own tables now, and personal
/// data need no second place.
pub(crate) async fn done(tx: &DatabaseTransaction, row: &Model) -> Result<(), StoreError> {
    let position =
        stream::ActiveModel { aggregate: Set(row.aggregate.clone()), sequence: Set(row.sequence) };
    stream::Entity::insert(position)
        .on_conflict(
            OnConflict::column(stream::Column::Aggregate)
                .update_column(stream::Column::Sequence)
                .action_and_where(
                    Expr::col((stream::Entity, stream::Column::Sequence)).lt(row.sequence),
                )
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    let handled = ActiveModel {
        state: Set(State::Done),
        body: Set(String::new()),
        last_error: Set(None),
        ..Default::default()
    };
    Entity::update_many().set(handled).filter(Column::Seq.eq(row.seq)).exec(tx).await?;
    Ok(())
}

/// Messages that were handled are recognised for a week when they come again.
pub(crate) struct Handled;

impl Kept for Handled {
    const NAME: &'static str = "handled messages";
    const FOR: Duration = Duration::from_hours(7 * 24);

    async fn forget(
        tx: &DatabaseTransaction,
        before: Timestamp,
        limit: u64,
    ) -> Result<u64, StoreError> {
        let old = handled_before(before, limit).select_only().column(Column::Seq).into_query();
        let gone = Entity::delete_many().filter(Column::Seq.in_subquery(old)).exec(tx).await?;
        Ok(gone.rows_affected)
    }
}

pub(super) fn handled_before(before: Timestamp, limit: u64) -> Select<Entity> {
    let old = Entity::find().filter(State::Done.of("inbox"));
    old.filter(Column::HeardAt.lt(before.millis())).order_by_asc(Column::HeardAt).limit(limit)
}

/// Gives a message up until an operator decides, unless somebody else has tried it since.
pub(crate) async fn park(
    tx: &DatabaseTransaction,
    row: &Model,
    now: Timestamp,
    why: &str,
) -> Result<(), StoreError> {
    let parked = ActiveModel {
        state: Set(State::Parked),
        last_error: Set(Some(printable(why))),
        parked_at: Set(Some(now.millis())),
        ..Default::default()
    };
    Entity::update_many().set(parked).filter(unchanged(row)).exec(tx).await?;
    Ok(())
}

/// Records a failed try, unless somebody else has tried the message since.
pub(crate) async fn failed(
    tx: &DatabaseTransaction,
    row: &Model,
    due_at: Timestamp,
    why: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::DueAt, Expr::value(due_at.millis()))
        .col_expr(Column::LastError, Expr::value(printable(why)))
        .filter(unchanged(row))
        .exec(tx)
        .await?;
    Ok(())
}

/// The row, as long as it waits and nobody has tried it since it was read.
fn unchanged(row: &Model) -> Condition {
    Condition::all()
        .add(Column::Seq.eq(row.seq))
        .add(Column::State.eq(State::Waiting))
        .add(Column::Attempts.eq(row.attempts))
}
