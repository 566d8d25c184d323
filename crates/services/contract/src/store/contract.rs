//! Table `contract`: one row a contract.

use parvis_kernel::{ApplicationId, ContractId, Pen, Timestamp};
use parvis_outbox::{Persist, StoreError, save};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, QuerySelect as _, Select};

use crate::domain::{Contract, Issue, Obstacle, Signing, State};

/// One contract.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    /// `ctr_…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who owns it.
    pub application_id: String,
    /// What the asking service calls it.
    pub reference: String,
    /// Where it stands.
    pub state: String,
    /// SHA-256 of the original.
    pub sha256: Option<String>,
    /// The number of its pages.
    pub pages: Option<i32>,
    /// When its text was written.
    pub issued_at: Option<i64>,
    /// SHA-256 of the signed form.
    pub signed_sha256: Option<String>,
    /// When the signer confirmed.
    pub signed_at: Option<i64>,
    /// Why it was refused.
    pub error_code: Option<String>,
    /// What to correct.
    pub error_hint: Option<String>,
    /// When its id was first kept.
    pub created_at: i64,
    /// Counts the writes.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The contracts of one application: where every public query starts.
pub(crate) struct Owned(Select<Entity>);

/// Starts a query from its owner.
pub(crate) fn of(application: ApplicationId) -> Owned {
    Owned(Entity::find().filter(Column::ApplicationId.eq(application.to_string())))
}

impl Owned {
    /// The contract with this id.
    pub(crate) async fn by_id<C: ConnectionTrait>(
        self,
        connection: &C,
        id: ContractId,
    ) -> Result<Option<Contract>, StoreError> {
        let row = self.0.filter(Column::Id.eq(id.to_string())).one(connection).await?;
        row.map(Contract::try_from).transpose()
    }
}

/// The contract with this id, whoever owns it: for other services and for our own work.
pub(crate) async fn any<C: ConnectionTrait>(
    connection: &C,
    id: ContractId,
) -> Result<Option<Contract>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).one(connection).await?;
    row.map(Contract::try_from).transpose()
}

/// The contract with this id, which nobody else changes until this write ends.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: ContractId,
) -> Result<Option<Contract>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).lock_exclusive().one(tx).await?;
    row.map(Contract::try_from).transpose()
}

impl TryFrom<Model> for Contract {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let corrupt = || StoreError::Corrupt("contract");
        let issue = match (row.sha256, row.pages, row.issued_at) {
            (Some(sha256), Some(pages), Some(at)) => {
                let pages = u32::try_from(pages).map_err(|_| corrupt())?;
                Some(Issue { sha256, pages, at: Timestamp::from_millis(at) })
            }
            _ => None,
        };
        let signing = row.signed_sha256.zip(row.signed_at);
        let obstacle = row.error_code.zip(row.error_hint);
        Ok(Self {
            id: ContractId::parse(&row.id).map_err(|_| corrupt())?,
            application: ApplicationId::parse(&row.application_id).map_err(|_| corrupt())?,
            reference: row.reference,
            state: State::parse(&row.state).ok_or_else(corrupt)?,
            issue,
            signing: signing.map(|(sha256, at)| Signing { sha256, at: Timestamp::from_millis(at) }),
            obstacle: obstacle.map(|(code, hint)| Obstacle { code, hint }),
            created_at: Timestamp::from_millis(row.created_at),
            version: row.version,
        })
    }
}

impl Persist for Contract {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let issue = self.issue.as_ref();
        let row = ActiveModel {
            id: Set(self.id.to_string()),
            application_id: Set(self.application.to_string()),
            reference: Set(self.reference.clone()),
            state: Set(self.state.as_str().to_owned()),
            sha256: Set(issue.map(|i| i.sha256.clone())),
            pages: Set(issue.map(|i| i32::try_from(i.pages).unwrap_or(i32::MAX))),
            issued_at: Set(issue.map(|i| i.at.millis())),
            signed_sha256: Set(self.signing.as_ref().map(|s| s.sha256.clone())),
            signed_at: Set(self.signing.as_ref().map(|s| s.at.millis())),
            error_code: Set(self.obstacle.as_ref().map(|o| o.code.clone())),
            error_hint: Set(self.obstacle.as_ref().map(|o| o.hint.clone())),
            created_at: Set(self.created_at.millis()),
            version: Set(self.version),
        };
        let key = Column::Id.eq(self.id.to_string());
        save(tx, row, key, (Column::Version, self.version)).await
    }
}
