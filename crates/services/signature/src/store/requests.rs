//! Queries for requests, and how a request writes itself.

use parvis_kernel::{ApplicationId, Pen, SignatureId};
use parvis_outbox::{Persist, StoreError, save};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::row::{ActiveModel, Column, Entity};
use crate::domain::Request;

/// The requests of one application: where every query on behalf of an application starts.
pub(crate) fn for_application(application: ApplicationId) -> Select<Entity> {
    Entity::find().filter(Column::ApplicationId.eq(application.to_string()))
}

/// The request that a link, a message or a piece of work names.
pub(crate) async fn by_id<C: ConnectionTrait>(
    connection: &C,
    id: SignatureId,
) -> Result<Option<Request>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).one(connection).await?;
    row.map(Request::try_from).transpose()
}

/// The same, which nobody else changes until this write ends.
pub(crate) async fn locked(
    tx: &DatabaseTransaction,
    id: SignatureId,
) -> Result<Option<Request>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).lock_exclusive().one(tx).await?;
    row.map(Request::try_from).transpose()
}

/// The newest request for a document among `requests`.
pub(crate) async fn newest_of_document<C: ConnectionTrait>(
    connection: &C,
    requests: Select<Entity>,
    (owner, id): (&str, &str),
) -> Result<Option<Request>, StoreError> {
    let row = requests
        .filter(Column::DocumentOwner.eq(owner))
        .filter(Column::DocumentId.eq(id))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(1)
        .one(connection)
        .await?;
    row.map(Request::try_from).transpose()
}

/// The same, which nobody else changes until this write ends.
pub(crate) async fn newest_locked(
    tx: &DatabaseTransaction,
    requests: Select<Entity>,
    document: (&str, &str),
) -> Result<Option<Request>, StoreError> {
    newest_of_document(tx, requests.lock_exclusive(), document).await
}

/// Every request: where a query starts that a message of the document's owner causes.
pub(crate) fn of_everyone() -> Select<Entity> {
    Entity::find()
}

impl Persist for Request {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let key = Column::Id.eq(self.id.to_string());
        save(tx, ActiveModel::from(self), key, (Column::Version, self.version)).await
    }
}
