//! Table `evidence`: what sources said, word for word. Rows are added, never changed or removed.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{Timestamp, VerificationId};
use parvis_outbox::{StoreError, Tx};
use parvis_vatid::VatNumber;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use crate::domain::Evidence;

/// One answer of a source.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The verification for which the source was asked.
    pub verification: String,
    /// Who said it: VIES or INSEE.
    pub source: String,
    /// The number it is about, in canonical form.
    pub number: String,
    /// In whose name it was asked.
    pub requester: Option<String>,
    /// The body of the answer.
    pub body: String,
    /// Its SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// When it came, in milliseconds since the epoch.
    pub received_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Adds what a source said at `received_at`, under a new id, for a verification.
pub(crate) async fn append(
    tx: &Tx,
    (id, verification): (String, VerificationId),
    evidence: &Evidence,
    received_at: Timestamp,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(id),
        verification: Set(verification.to_string()),
        source: Set(evidence.source.name().to_owned()),
        number: Set(evidence.number.clone()),
        requester: Set(evidence.requester.as_ref().map(VatNumber::canonical)),
        body: Set(evidence.body.clone()),
        sha256: Set(evidence.sha256.clone()),
        received_at: Set(received_at.millis()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}
