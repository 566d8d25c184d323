//! Table `api_key`.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_chassis::key::KeyId;
use parvis_kernel::{ApplicationId, OnboardingId, Pen, Timestamp};
use parvis_outbox::{Persist, StoreError, save};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QuerySelect as _};

use crate::domain::{ApiKey, KeyHash};

/// What is kept of a tenant's API key.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// The public part of the key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose tenant it is.
    pub application_id: String,
    /// The tenant.
    pub onboarding_id: String,
    /// The keyed hash of its secret.
    pub hash: String,
    /// In milliseconds since the epoch.
    pub created_at: i64,
    /// When it stopped being valid.
    pub revoked_at: Option<i64>,
    /// Counts the changes, from 1.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The key with the public part `id`: to find out whose it is.
pub(crate) async fn by_id(
    read: &impl ConnectionTrait,
    id: &KeyId,
) -> Result<Option<ApiKey>, StoreError> {
    let row = Entity::find_by_id(id.as_str()).one(read).await?;
    row.map(ApiKey::try_from).transpose()
}

/// The key with the public part `id`, which nobody else changes until this write ends.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: &KeyId,
) -> Result<Option<ApiKey>, StoreError> {
    let row = Entity::find_by_id(id.as_str()).lock_exclusive().one(tx).await?;
    row.map(ApiKey::try_from).transpose()
}

impl Persist for ApiKey {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let row = ActiveModel {
            id: Set(self.id.to_string()),
            application_id: Set(self.application.to_string()),
            onboarding_id: Set(self.onboarding.to_string()),
            hash: Set(self.hash.as_str().to_owned()),
            created_at: Set(self.created_at.millis()),
            revoked_at: Set(self.revoked_at.map(Timestamp::millis)),
            version: Set(self.version),
        };
        save(tx, row, Column::Id.eq(self.id.as_str()), (Column::Version, self.version)).await
    }
}

impl TryFrom<Model> for ApiKey {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = |column| move || StoreError::Corrupt(column);
        let application = ApplicationId::parse(&row.application_id).ok();
        let onboarding = OnboardingId::parse(&row.onboarding_id).ok();
        Ok(Self {
            id: KeyId::parse(&row.id).ok_or_else(corrupt("api_key.id"))?,
            application: application.ok_or_else(corrupt("api_key.application_id"))?,
            onboarding: onboarding.ok_or_else(corrupt("api_key.onboarding_id"))?,
            hash: KeyHash::parse(&row.hash).ok_or_else(corrupt("api_key.hash"))?,
            created_at: Timestamp::from_millis(row.created_at),
            revoked_at: row.revoked_at.map(Timestamp::from_millis),
            version: row.version,
        })
    }
}
