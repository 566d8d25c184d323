//! Table `mail`: what was ordered and what became of it. It holds no address and no text.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{ApplicationId, MailId, Pen, Timestamp};
use parvis_outbox::{Persist, StoreError, save};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QuerySelect as _};

use crate::domain::{Mail, Order, State, Template};

/// One mail.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// `msg_…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// On whose behalf it is sent.
    pub application_id: String,
    /// The asker's own.
    pub reference: String,
    /// The name of the template.
    pub template: String,
    /// Who holds the values.
    pub owner: String,
    /// Their id at the owner.
    pub owner_id: String,
    /// `ordered`, `sent` or `failed`.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// The code of what stood in the way last.
    pub last_error: Option<String>,
    /// In milliseconds since the epoch.
    pub ordered_at: i64,
    /// When a relay took it.
    pub sent_at: Option<i64>,
    /// Counts the changes, from 1.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The mail `id`.
pub(crate) async fn by_id(
    read: &impl ConnectionTrait,
    id: MailId,
) -> Result<Option<Mail>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).one(read).await?;
    row.map(Mail::try_from).transpose()
}

/// The mail `id`, which nobody else changes until this write ends.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: MailId,
) -> Result<Option<Mail>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).lock_exclusive().one(tx).await?;
    row.map(Mail::try_from).transpose()
}

impl Persist for Mail {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let Order { mail, application, reference, template, owner, owner_id } = &self.order;
        let row = ActiveModel {
            id: Set(mail.to_string()),
            application_id: Set(application.to_string()),
            reference: Set(reference.clone()),
            template: Set(template.name().to_owned()),
            owner: Set(owner.clone()),
            owner_id: Set(owner_id.clone()),
            state: Set(self.state.name().to_owned()),
            attempts: Set(i32::try_from(self.attempts).unwrap_or(i32::MAX)),
            last_error: Set(self.last_error.clone()),
            ordered_at: Set(self.ordered_at.millis()),
            sent_at: Set(self.sent_at.map(Timestamp::millis)),
            version: Set(self.version),
        };
        save(tx, row, Column::Id.eq(mail.to_string()), (Column::Version, self.version)).await
    }
}

impl TryFrom<Model> for Mail {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = |column| move || StoreError::Corrupt(column);
        let application = ApplicationId::parse(&row.application_id).ok();
        let order = Order {
            mail: MailId::parse(&row.id).ok().ok_or_else(corrupt("mail.id"))?,
            application: application.ok_or_else(corrupt("mail.application_id"))?,
            reference: row.reference,
            template: Template::parse(&row.template).ok_or_else(corrupt("mail.template"))?,
            owner: row.owner,
            owner_id: row.owner_id,
        };
        Ok(Self {
            order,
            state: State::parse(&row.state).ok_or_else(corrupt("mail.state"))?,
            attempts: u32::try_from(row.attempts).unwrap_or(0),
            last_error: row.last_error,
            ordered_at: Timestamp::from_millis(row.ordered_at),
            sent_at: row.sent_at.map(Timestamp::from_millis),
            version: row.version,
        })
    }
}
