//! Table `api_key`: the public part and the hash of each tenant's key; at most one for an onboarding.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::collections::HashMap;

use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::domain::TenantKey;

/// The key of one onboarding.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// The onboarding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub onboarding_id: String,
    /// The public part.
    pub key_id: String,
    /// The keyed hash of the secret.
    pub hash: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The keys of these onboardings, by the onboarding's id.
pub(super) async fn of<C: ConnectionTrait>(
    connection: &C,
    ids: &[String],
) -> Result<HashMap<String, TenantKey>, StoreError> {
    let rows = Entity::find()
        .filter(Column::OnboardingId.is_in(ids.iter().cloned()))
        .all(connection)
        .await?;
    let key = |row: Model| (row.onboarding_id, TenantKey { id: row.key_id, hash: row.hash });
    Ok(rows.into_iter().map(key).collect())
}

/// Writes the key; one that is there stays.
pub(super) async fn save(
    tx: &DatabaseTransaction,
    id: &str,
    key: &TenantKey,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        onboarding_id: Set(id.to_owned()),
        key_id: Set(key.id.clone()),
        hash: Set(key.hash.clone()),
    };
    let known = OnConflict::column(Column::OnboardingId).do_nothing().to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}
