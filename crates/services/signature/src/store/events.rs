//! Table `signature_event`: the audit trail. Rows are only ever added.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{SignatureId, Timestamp};
use parvis_outbox::StoreError;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use serde_json::Value;

use crate::domain::Origin;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// The signer was shown the document.
    Opened,
    /// He was shown what he is about to confirm.
    Reviewed,
    /// He confirmed.
    Confirmed,
    /// The document was sealed and timestamped.
    Sealed,
    /// He declined.
    Declined,
    /// He fetched the document, or the signed one.
    Downloaded,
}

impl Happened {
    const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Reviewed => "reviewed",
            Self::Confirmed => "confirmed",
            Self::Sealed => "sealed",
            Self::Declined => "declined",
            Self::Downloaded => "downloaded",
        }
    }
}

/// One entry of the trail.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "signature_event")]
pub struct Model {
    /// The order in which things happened.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The request.
    pub signature_id: String,
    /// What happened.
    pub kind: String,
    /// When, in milliseconds since the epoch.
    pub at: i64,
    /// Whence.
    pub ip: Option<String>,
    /// With which browser.
    pub user_agent: Option<String>,
    /// More about it, as JSON.
    pub detail: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An entry to be added.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The request.
    pub signature: SignatureId,
    /// What happened.
    pub what: Happened,
    /// When.
    pub at: Timestamp,
    /// Whence.
    pub origin: Origin,
    /// More about it.
    pub detail: Value,
}

/// Adds an entry to the trail.
pub async fn add(tx: &DatabaseTransaction, entry: Entry) -> Result<(), StoreError> {
    let row = ActiveModel {
        signature_id: Set(entry.signature.to_string()),
        kind: Set(entry.what.code().to_owned()),
        at: Set(entry.at.millis()),
        ip: Set(entry.origin.ip.map(|ip| ip.to_string())),
        user_agent: Set(entry.origin.user_agent),
        detail: Set(entry.detail.to_string()),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
