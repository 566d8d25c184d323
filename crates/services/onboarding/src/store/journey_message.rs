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
    keep(tx, id, tx.said().iter().filter(own)).await
}

/// Keeps facts, said or heard; those that are already known change nothing.
pub(crate) async fn keep(
    tx: &DatabaseTransaction,
    id: OnboardingId,
    facts: impl IntoIterator<Item = &Envelope>,
) -> Result<(), StoreError> {
    let rows = facts.into_iter().map(|fact| row(id, fact)).collect::<Result<Vec<_>, _>>()?;
    if !rows.is_empty() {
        let known = OnConflict::column(Column::Id).do_nothing().to_owned();
        Entity::insert_many(rows).on_conflict(known).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(id: OnboardingId, fact: &Envelope) -> Result<ActiveModel, StoreError> {
    Ok(ActiveModel {
        id: Set(fact.id.to_string()),
        onboarding_id: Set(id.to_string()),
        body: Set(serde_json::to_string(fact)?),
        ..Default::default()
    })
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
