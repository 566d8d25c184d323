//! Table `inbox`: what was heard; `inbox_stream` remembers the last handled sequence per aggregate.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_events::Envelope;
use parvis_kernel::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, QuerySelect};

use crate::StoreError;

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
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was heard, in milliseconds since the epoch.
    pub heard_at: i64,
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

/// Stores a message; one that is already known changes nothing. Returns whether it is new.
pub(crate) async fn store(
    tx: &DatabaseTransaction,
    envelope: &Envelope,
    bytes: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = ActiveModel {
        id: Set(envelope.id.to_string()),
        kind: Set(envelope.kind.clone()),
        aggregate: Set(envelope.aggregate()),
        sequence: Set(envelope.sequence),
        body: Set(String::from_utf8_lossy(bytes).into_owned()),
        state: Set(State::Waiting),
        attempts: Set(0),
        due_at: Set(now.millis()),
        heard_at: Set(now.millis()),
        ..Default::default()
    };
    let known = OnConflict::column(Column::Id).do_nothing().to_owned();
    let added = Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(added > 0)
}

/// The next message that may be handled: due, and the first still waiting of its aggregate.
pub(crate) async fn next<C: ConnectionTrait>(
    connection: &C,
    now: Timestamp,
) -> Result<Option<Model>, StoreError> {
    let earlier = Query::select()
        .expr(Expr::col(("earlier", Column::Seq)))
        .from_as(Entity, "earlier")
        .and_where(Expr::col(("earlier", Column::Aggregate)).equals((Entity, Column::Aggregate)))
        .and_where(Expr::col(("earlier", Column::State)).eq(State::Waiting))
        .and_where(Expr::col(("earlier", Column::Seq)).lt(Expr::col((Entity, Column::Seq))))
        .to_owned();
    Ok(Entity::find()
        .filter(Column::State.eq(State::Waiting))
        .filter(Column::DueAt.lte(now.millis()))
        .filter(Expr::exists(earlier).not())
        .order_by_asc(Column::Seq)
        .limit(1)
        .one(connection)
        .await?)
}

/// The sequence up to which an aggregate was handled; 0 when nothing was.
pub(crate) async fn handled(tx: &DatabaseTransaction, aggregate: &str) -> Result<i64, StoreError> {
    let row = stream::Entity::find_by_id(aggregate).one(tx).await?;
    Ok(row.map_or(0, |r| r.sequence))
}

/// Marks a message as handled and moves its aggregate's position. Its body is wiped: what it said
/// stands in the service's own tables now, and personal data need no second place.
pub(crate) async fn done(tx: &DatabaseTransaction, row: &Model) -> Result<(), StoreError> {
    let position =
        stream::ActiveModel { aggregate: Set(row.aggregate.clone()), sequence: Set(row.sequence) };
    stream::Entity::insert(position)
        .on_conflict(
            OnConflict::column(stream::Column::Aggregate)
                .update_column(stream::Column::Sequence)
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

/// Forgets the messages that were handled and heard before `before`.
pub(crate) async fn forget(tx: &DatabaseTransaction, before: Timestamp) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::State.eq(State::Done))
        .filter(Column::HeardAt.lt(before.millis()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives a message up until an operator decides.
pub(crate) async fn park(tx: &DatabaseTransaction, seq: i64, why: &str) -> Result<(), StoreError> {
    let row = ActiveModel {
        state: Set(State::Parked),
        last_error: Set(Some(why.to_owned())),
        ..Default::default()
    };
    Entity::update_many().set(row).filter(Column::Seq.eq(seq)).exec(tx).await?;
    Ok(())
}

/// Records a failed try.
pub(crate) async fn failed(
    tx: &DatabaseTransaction,
    seq: i64,
    due_at: Timestamp,
    why: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::DueAt, Expr::value(due_at.millis()))
        .col_expr(Column::LastError, Expr::value(why))
        .filter(Column::Seq.eq(seq))
        .exec(tx)
        .await?;
    Ok(())
}
