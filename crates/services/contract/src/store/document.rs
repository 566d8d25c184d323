//! Table `document`: the bytes of a contract, as it was presented and as it was signed.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::ContractId;
use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;

const ORIGINAL: &str = "original";
const SIGNED: &str = "signed";

/// One form of one contract.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// The contract.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: String,
    /// `original` or `signed`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub form: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// The same articles as HTML; only of the original.
    pub html: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A contract as it was presented.
pub(crate) struct Original {
    /// The PDF.
    pub(crate) pdf: Vec<u8>,
    /// The same articles as an HTML fragment.
    pub(crate) html: String,
}

/// Stores the contract as it will be presented.
pub(crate) async fn put_original(
    tx: &DatabaseTransaction,
    id: ContractId,
    pdf: Vec<u8>,
    html: String,
) -> Result<(), StoreError> {
    put(tx, id, (ORIGINAL, pdf, Some(html))).await
}

/// Stores the signed form beside it.
pub(crate) async fn put_signed(
    tx: &DatabaseTransaction,
    id: ContractId,
    pdf: Vec<u8>,
) -> Result<(), StoreError> {
    put(tx, id, (SIGNED, pdf, None)).await
}

/// The contract as it was presented, once it is written.
pub(crate) async fn original<C: ConnectionTrait>(
    read: &C,
    id: ContractId,
) -> Result<Option<Original>, StoreError> {
    let row = Entity::find_by_id((id.to_string(), ORIGINAL.to_owned())).one(read).await?;
    Ok(row.map(|r| Original { pdf: r.bytes, html: r.html.unwrap_or_default() }))
}

/// The signed form, once it is there.
pub(crate) async fn signed<C: ConnectionTrait>(
    read: &C,
    id: ContractId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = Entity::find_by_id((id.to_string(), SIGNED.to_owned())).one(read).await?;
    Ok(row.map(|r| r.bytes))
}

async fn put(
    tx: &DatabaseTransaction,
    id: ContractId,
    (form, bytes, html): (&str, Vec<u8>, Option<String>),
) -> Result<(), StoreError> {
    let row = ActiveModel {
        contract_id: Set(id.to_string()),
        form: Set(form.to_owned()),
        bytes: Set(bytes),
        html: Set(html),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
