//! Table `journey_event`: what happened to each journey; played again, it gives the same journey.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{OnboardingId, Timestamp};
use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;

use crate::domain::journey::Event;

/// One event.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "journey_event")]
pub struct Model {
    /// The order in which events happened.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The onboarding.
    pub onboarding_id: String,
    /// When it happened.
    pub at: i64,
    /// The event as JSON.
    pub event: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Adds events that happened at the same time, in this order.
pub(crate) async fn append(
    tx: &DatabaseTransaction,
    id: OnboardingId,
    events: &[Event],
    at: Timestamp,
) -> Result<(), StoreError> {
    for event in events {
        let row = ActiveModel {
            onboarding_id: Set(id.to_string()),
            at: Set(at.millis()),
            event: Set(serde_json::to_string(event)?),
            ..Default::default()
        };
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
