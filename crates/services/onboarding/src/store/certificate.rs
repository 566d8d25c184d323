//! Table `certificate`: certificates that this service made, their private keys encrypted.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::Timestamp;
use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// One certificate.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "certificate")]
pub struct Model {
    /// What it is for: the authority, or a base domain.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The certificate in PEM.
    pub pem: String,
    /// The private key (PKCS#8), encrypted.
    pub sealed_key: Vec<u8>,
    /// When it stops being valid.
    pub not_after: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The certificate of this name.
pub(crate) async fn find<C: ConnectionTrait>(
    connection: &C,
    name: &str,
) -> Result<Option<Model>, StoreError> {
    Ok(Entity::find_by_id(name).one(connection).await?)
}

/// Keeps a certificate in the place of the one before.
pub(crate) async fn keep(tx: &DatabaseTransaction, row: Model) -> Result<(), StoreError> {
    let row = ActiveModel {
        name: Set(row.name),
        pem: Set(row.pem),
        sealed_key: Set(row.sealed_key),
        not_after: Set(row.not_after),
    };
    let before = OnConflict::column(Column::Name)
        .update_columns([Column::Pem, Column::SealedKey, Column::NotAfter])
        .to_owned();
    Entity::insert(row).on_conflict(before).exec_without_returning(tx).await?;
    Ok(())
}

impl Model {
    /// Whether it is valid for at least `span` after `now`.
    pub(crate) fn lasts(&self, until: Timestamp) -> bool {
        self.not_after > until.millis()
    }
}
