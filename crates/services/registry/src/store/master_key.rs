//! Table `master_key`.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_chassis::key::KeyId;
use parvis_kernel::{ApplicationId, Pen, Timestamp};
use parvis_outbox::{Persist, StoreError};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder as _};

use crate::domain::{KeyHash, MasterKey};

/// What is kept of a master key.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "master_key")]
pub struct Model {
    /// The public part of the key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose key it is.
    pub application_id: String,
    /// The keyed hash of its secret.
    pub hash: String,
    /// In milliseconds since the epoch.
    pub created_at: i64,
    /// When it stopped being valid.
    pub revoked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The keys of an application, revoked ones too, oldest first.
pub(crate) async fn for_application(
    read: &impl ConnectionTrait,
    application: ApplicationId,
) -> Result<Vec<MasterKey>, StoreError> {
    let owned = Entity::find().filter(Column::ApplicationId.eq(application.to_string()));
    let ordered = owned.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
    ordered.all(read).await?.into_iter().map(MasterKey::try_from).collect()
}

/// The key with the public part `id`: to find out whose it is.
pub(crate) async fn by_id(
    read: &impl ConnectionTrait,
    id: &KeyId,
) -> Result<Option<MasterKey>, StoreError> {
    let row = Entity::find_by_id(id.as_str()).one(read).await?;
    row.map(MasterKey::try_from).transpose()
}

/// A live key is new, a revoked one is known: a key never comes back.
impl Persist for MasterKey {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let row = ActiveModel {
            id: Set(self.id.to_string()),
            application_id: Set(self.application.to_string()),
            hash: Set(self.hash.as_str().to_owned()),
            created_at: Set(self.created_at.millis()),
            revoked_at: Set(self.revoked_at.map(Timestamp::millis)),
        };
        if self.is_live() {
            Entity::insert(row).exec_without_returning(tx).await?;
        } else {
            Entity::update(row).exec(tx).await?;
        }
        Ok(())
    }
}

impl TryFrom<Model> for MasterKey {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = |column| move || StoreError::Corrupt(column);
        let application = ApplicationId::parse(&row.application_id).ok();
        Ok(Self {
            id: KeyId::parse(&row.id).ok_or_else(corrupt("master_key.id"))?,
            application: application.ok_or_else(corrupt("master_key.application_id"))?,
            hash: KeyHash::parse(&row.hash).ok_or_else(corrupt("master_key.hash"))?,
            created_at: Timestamp::from_millis(row.created_at),
            revoked_at: row.revoked_at.map(Timestamp::from_millis),
        })
    }
}
