//! Table `journey_message`: the facts that belong to each onboarding, said here or heard from others,
//! in the order in which this service learned of them.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_events::Envelope;
use parvis_kernel::OnboardingId;
use parvis_outbox::{StoreError, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect};

/// The facts of this service, as opposed to the commands that it sends.
const OWN_FACTS: &str = "parvis.onboarding.v1.";

/// One fact.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "journey_message")]
pub struct Model {
    /// The order in which the facts were learned.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The id of its envelope.
    #[sea_orm(unique)]
    pub id: String,
    /// The onboarding.
    pub onboarding_id: String,
    /// The envelope as it travels.
    pub body: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps the facts that this write has said about the onboarding so far, as they will travel.
pub(crate) async fn keep_said(tx: &Tx, id: OnboardingId) -> Result<(), StoreError> {
    let subject = id.to_string();
    let own = |e: &&Envelope| e.subject == subject && e.kind.starts_with(OWN_FACTS);
    for fact in tx.said().iter().filter(own) {
        keep(tx, id, fact).await?;
    }
    Ok(())
}

/// Keeps a fact, said or heard; one that is already known changes nothing.
pub(crate) async fn keep(
    tx: &DatabaseTransaction,
    id: OnboardingId,
    envelope: &Envelope,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(envelope.id.to_string()),
        onboarding_id: Set(id.to_string()),
        body: Set(serde_json::to_string(envelope)?),
        ..Default::default()
    };
    let known = OnConflict::column(Column::Id).do_nothing().to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// The facts of an onboarding after a place in their order, at most `limit`.
pub(crate) async fn after<C: ConnectionTrait>(
    connection: &C,
    id: OnboardingId,
    seq: i64,
    limit: u64,
) -> Result<Vec<Model>, StoreError> {
    Ok(Entity::find()
        .filter(Column::OnboardingId.eq(id.to_string()))
        .filter(Column::Seq.gt(seq))
        .order_by_asc(Column::Seq)
        .limit(limit)
        .all(connection)
        .await?)
}
