//! Table `application`.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_company::Email;
use parvis_kernel::{ApplicationId, Pen, Timestamp};
use parvis_outbox::{Persist, StoreError, save};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QuerySelect as _};

use crate::domain::{Application, Name, Profile};

/// An application.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    /// `app_…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The name that signers read.
    pub name: String,
    /// Where its people are reached.
    pub contact_email: Option<String>,
    /// The other party of its contracts, JSON.
    pub provider: Option<String>,
    /// Its price list, JSON.
    pub prices: Option<String>,
    /// In milliseconds since the epoch.
    pub created_at: i64,
    /// Counts the changes, from 1.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The application `id`.
pub(crate) async fn by_id(
    read: &impl ConnectionTrait,
    id: ApplicationId,
) -> Result<Option<Application>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).one(read).await?;
    row.map(Application::try_from).transpose()
}

/// The application `id`, which nobody else changes until this write ends; its keys neither.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: ApplicationId,
) -> Result<Option<Application>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).lock_exclusive().one(tx).await?;
    row.map(Application::try_from).transpose()
}

impl Persist for Application {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let row = ActiveModel::try_from(self)?;
        save(tx, row, Column::Id.eq(self.id.to_string()), (Column::Version, self.version)).await
    }
}

impl TryFrom<&Application> for ActiveModel {
    type Error = StoreError;

    fn try_from(application: &Application) -> Result<Self, StoreError> {
        let Application { id, profile, created_at, version } = application;
        let provider = profile.provider.as_ref().map(serde_json::to_string).transpose()?;
        let prices = profile.prices.as_ref().map(serde_json::to_string).transpose()?;
        Ok(Self {
            id: Set(id.to_string()),
            name: Set(profile.name.as_str().to_owned()),
            contact_email: Set(profile.contact_email.as_ref().map(|e| e.as_str().to_owned())),
            provider: Set(provider),
            prices: Set(prices),
            created_at: Set(created_at.millis()),
            version: Set(*version),
        })
    }
}

impl TryFrom<Model> for Application {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = |column| move || StoreError::Corrupt(column);
        let email = row.contact_email.as_deref().map(Email::parse).transpose();
        let profile = Profile {
            name: Name::parse(&row.name).ok().ok_or_else(corrupt("application.name"))?,
            contact_email: email.ok().ok_or_else(corrupt("application.contact_email"))?,
            provider: row.provider.as_deref().map(serde_json::from_str).transpose()?,
            prices: row.prices.as_deref().map(serde_json::from_str).transpose()?,
        };
        Ok(Self {
            id: ApplicationId::parse(&row.id).ok().ok_or_else(corrupt("application.id"))?,
            profile,
            created_at: Timestamp::from_millis(row.created_at),
            version: row.version,
        })
    }
}
