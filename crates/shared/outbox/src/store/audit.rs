//! Table `audit`: what operators did, one row for each message that they did it to.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QueryOrder, QuerySelect};

use crate::StoreError;

/// Something that an operator did.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// The order in which it was done.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// When, in milliseconds since the epoch.
    pub at: i64,
    /// Who: the identity that was proven, and the name that was given.
    pub actor: String,
    /// What was asked for.
    pub action: String,
    /// The message it was asked for; none where no message was found.
    pub message: Option<String>,
    /// The protobuf full name.
    pub kind: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// Why, in the operator's or the platform's words.
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What is to be remembered.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) at: i64,
    pub(crate) actor: &'a str,
    pub(crate) action: &'static str,
    pub(crate) message: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) outcome: &'static str,
    pub(crate) reason: Option<String>,
}

/// Remembers what was done.
pub(crate) async fn append(tx: &DatabaseTransaction, entry: Entry<'_>) -> Result<(), StoreError> {
    let row = ActiveModel {
        at: Set(entry.at),
        actor: Set(entry.actor.to_owned()),
        action: Set(entry.action.to_owned()),
        message: Set(entry.message),
        kind: Set(entry.kind),
        outcome: Set(entry.outcome.to_owned()),
        reason: Set(entry.reason),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What was done after the entry `after`, at most `limit` entries.
pub(crate) async fn page(
    read: &DatabaseConnection,
    after: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    let later = Entity::find().filter(Column::Seq.gt(after)).order_by_asc(Column::Seq);
    Ok(later.limit(limit).all(read).await?)
}
