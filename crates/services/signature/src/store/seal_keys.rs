//! Table `seal_key`: private keys, encrypted by the platform's keyring.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::Timestamp;
use parvis_outbox::StoreError;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction};

/// One key with its certificates.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "seal_key")]
pub struct Model {
    /// Which key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Its PEM, encrypted.
    pub sealed: Vec<u8>,
    /// When it was made, in milliseconds since the epoch.
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The key `name`, encrypted.
pub async fn find<C: ConnectionTrait>(
    connection: &C,
    name: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(Entity::find_by_id(name).one(connection).await?.map(|row| row.sealed))
}

/// Keeps the key `name`, in place of an older one.
pub async fn keep(
    tx: &DatabaseTransaction,
    name: &str,
    sealed: Vec<u8>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        name: Set(name.to_owned()),
        sealed: Set(sealed),
        created_at: Set(now.millis()),
    };
    let replace = OnConflict::column(Column::Name)
        .update_columns([Column::Sealed, Column::CreatedAt])
        .to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}
