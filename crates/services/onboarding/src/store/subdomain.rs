//! Table `subdomain`: the labels that were ever given; its unique key is what makes them unique.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::OnboardingId;
use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::domain::Label;

/// One label that was given.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "subdomain")]
pub struct Model {
    /// The domain below which it stands.
    #[sea_orm(primary_key, auto_increment = false)]
    pub base_domain: String,
    /// The label.
    #[sea_orm(primary_key, auto_increment = false)]
    pub label: String,
    /// Who has it.
    pub onboarding_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Takes the first label that is free.
pub(crate) async fn take(
    tx: &DatabaseTransaction,
    base_domain: &str,
    candidates: impl Iterator<Item = Label> + Send,
    id: OnboardingId,
) -> Result<Option<Label>, StoreError> {
    for label in candidates {
        let row = ActiveModel {
            base_domain: Set(base_domain.to_owned()),
            label: Set(label.to_string()),
            onboarding_id: Set(id.to_string()),
        };
        let taken =
            OnConflict::columns([Column::BaseDomain, Column::Label]).do_nothing().to_owned();
        if Entity::insert(row).on_conflict(taken).exec_without_returning(tx).await? == 1 {
            return Ok(Some(label));
        }
    }
    Ok(None)
}
