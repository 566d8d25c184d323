//! Table `verification`: what was asked, and what is known about it.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

mod row;

use std::time::Duration;

use parvis_kernel::{ApplicationId, Pen, Timestamp, VerificationId};
use parvis_outbox::{Persist, StoreError, save};
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, Select};

use crate::domain::{GIVE_UP, Key, Verification};

/// One verification.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "verification")]
pub struct Model {
    /// `vat_…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose it is.
    pub application: String,
    /// What the orderer calls it; empty where a caller asked directly.
    pub reference: String,
    /// The text as it was given.
    pub asked: String,
    /// The canonical number, or the bare text of what is none.
    pub number: String,
    /// valid, `company_confirmed`, invalid or unknown.
    pub status: String,
    /// The code of what is wrong, or of why nothing is known.
    pub reason: Option<String>,
    /// The company's name.
    pub name: Option<String>,
    /// The company's address, with line ends.
    pub address: Option<String>,
    /// The proof that VIES gave.
    pub consultation_number: Option<String>,
    /// In whose name VIES was to be asked.
    pub requester: Option<String>,
    /// The evidence behind the verdict.
    pub evidence: Option<String>,
    /// When the verdict was had, in milliseconds since the epoch.
    pub checked_at: i64,
    /// Until when it need not be asked again.
    pub expires_at: Option<i64>,
    /// When it was asked first.
    pub created_at: i64,
    /// Counts the changes, from 1.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Persist for Verification {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let key = Column::Id.eq(self.id.to_string());
        save(tx, row::active(self), key, (Column::Version, self.version)).await
    }
}

/// The verifications of one application.
fn for_application(application: ApplicationId) -> Select<Entity> {
    Entity::find().filter(Column::Application.eq(application.to_string()))
}

/// Those about one number, asked in one name.
fn about(key: &Key) -> Select<Entity> {
    let named = match &key.requester {
        Some(requester) => Column::Requester.eq(requester.canonical()),
        None => Column::Requester.is_null(),
    };
    let number = Column::Number.eq(&key.number);
    for_application(key.application).filter(number).filter(named)
}

/// The newest verdict that need not be asked again.
pub(crate) async fn fresh<C: ConnectionTrait>(
    connection: &C,
    key: &Key,
    now: Timestamp,
) -> Result<Option<Verification>, StoreError> {
    newest(connection, about(key).filter(Column::ExpiresAt.gt(now.millis()))).await
}

/// The newest valid verdict that is not older than `age`, expired or not.
pub(crate) async fn last_valid<C: ConnectionTrait>(
    connection: &C,
    key: &Key,
    (now, age): (Timestamp, Duration),
) -> Result<Option<Verification>, StoreError> {
    let since = Column::CheckedAt.gte(now.minus(age).millis());
    newest(connection, about(key).filter(Column::Status.eq("valid")).filter(since)).await
}

/// The question that a caller asked before and that is still followed; nobody else changes it until this
/// write ends.
pub(crate) async fn open(
    tx: &DatabaseTransaction,
    key: &Key,
    now: Timestamp,
) -> Result<Option<Verification>, StoreError> {
    let query = for_application(key.application)
        .filter(Column::Number.eq(&key.number))
        .filter(Column::Reference.eq(""))
        .filter(Column::Status.is_in(["unknown", "company_confirmed"]))
        .filter(Column::CreatedAt.gte(now.minus(GIVE_UP).millis()));
    newest(tx, query.lock_exclusive()).await
}

async fn newest<C: ConnectionTrait>(
    connection: &C,
    query: Select<Entity>,
) -> Result<Option<Verification>, StoreError> {
    let newest = query.order_by_desc(Column::CheckedAt).order_by_desc(Column::Id).limit(1);
    newest.one(connection).await?.map(row::read).transpose()
}

/// A verification by its id, for the service's own work.
pub(crate) async fn by_id<C: ConnectionTrait>(
    connection: &C,
    id: VerificationId,
) -> Result<Option<Verification>, StoreError> {
    Entity::find_by_id(id.to_string()).one(connection).await?.map(row::read).transpose()
}

/// The same, which nobody else changes until this write ends.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: VerificationId,
) -> Result<Option<Verification>, StoreError> {
    let found = Entity::find_by_id(id.to_string()).lock_exclusive().one(tx).await?;
    found.map(row::read).transpose()
}

/// A verification of an application.
pub(crate) async fn of_application<C: ConnectionTrait>(
    connection: &C,
    application: ApplicationId,
    id: VerificationId,
) -> Result<Option<Verification>, StoreError> {
    let query = for_application(application).filter(Column::Id.eq(id.to_string()));
    query.one(connection).await?.map(row::read).transpose()
}

/// Which part of an application's verifications is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// Only those about this number, as [`crate::domain::Asked::key`] gives it.
    pub(crate) number: Option<String>,
    /// Only those made before this one.
    pub(crate) before: Option<VerificationId>,
    /// At most so many.
    pub(crate) limit: u64,
}

/// The verifications of an application, newest first (ids sort by the time they were made).
pub(crate) async fn page<C: ConnectionTrait>(
    connection: &C,
    application: ApplicationId,
    page: Page,
) -> Result<Vec<Verification>, StoreError> {
    let mut query = for_application(application).order_by_desc(Column::Id).limit(page.limit);
    if let Some(number) = page.number {
        query = query.filter(Column::Number.eq(number));
    }
    if let Some(before) = page.before {
        query = query.filter(Column::Id.lt(before.to_string()));
    }
    query.all(connection).await?.into_iter().map(row::read).collect()
}
