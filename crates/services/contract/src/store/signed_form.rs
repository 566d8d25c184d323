//! Table `signed_form`: where the signed form of a contract is to be fetched.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{ContractId, Timestamp};
use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// One announced signed form.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "signed_form")]
pub struct Model {
    /// The contract that was signed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: String,
    /// Who keeps the signed bytes.
    pub owner: String,
    /// Their id at the owner.
    pub document_id: String,
    /// Their SHA-256.
    pub sha256: String,
    /// When the signer confirmed.
    pub signed_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Where a signed form is and how to recognise it.
pub(crate) struct SignedForm {
    /// Who keeps the bytes.
    pub(crate) owner: String,
    /// Their id at the owner.
    pub(crate) id: String,
    /// Their SHA-256, 64 hexadecimal digits.
    pub(crate) sha256: String,
    /// When the signer confirmed.
    pub(crate) signed_at: Timestamp,
}

/// Notes where the signed form is; the latest announcement counts, so that a wrong one can be put
/// right.
pub(crate) async fn announce(
    tx: &DatabaseTransaction,
    id: ContractId,
    form: SignedForm,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        contract_id: Set(id.to_string()),
        owner: Set(form.owner),
        document_id: Set(form.id),
        sha256: Set(form.sha256),
        signed_at: Set(form.signed_at.millis()),
    };
    let latest = OnConflict::column(Column::ContractId)
        .update_columns([Column::Owner, Column::DocumentId, Column::Sha256, Column::SignedAt])
        .to_owned();
    Entity::insert(row).on_conflict(latest).exec_without_returning(tx).await?;
    Ok(())
}

/// The announced signed form of a contract.
pub(crate) async fn of<C: ConnectionTrait>(
    read: &C,
    id: ContractId,
) -> Result<Option<SignedForm>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).one(read).await?;
    Ok(row.map(|r| SignedForm {
        owner: r.owner,
        id: r.document_id,
        sha256: r.sha256,
        signed_at: Timestamp::from_millis(r.signed_at),
    }))
}
