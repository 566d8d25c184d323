//! Table `contract_order`: what a contract is to be made of, until it is made.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_events::contract::v1::GenerateContract;
use parvis_kernel::ContractId;
use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// One order.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "contract_order")]
pub struct Model {
    /// The contract to be made.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: String,
    /// The command in its JSON form.
    pub body: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps an order; the latest counts.
pub(crate) async fn keep(
    tx: &DatabaseTransaction,
    id: ContractId,
    order: &GenerateContract,
) -> Result<(), StoreError> {
    let body = serde_json::to_string(order)?;
    let row = ActiveModel { contract_id: Set(id.to_string()), body: Set(body) };
    let latest = OnConflict::column(Column::ContractId).update_column(Column::Body).to_owned();
    Entity::insert(row).on_conflict(latest).exec_without_returning(tx).await?;
    Ok(())
}

/// The order for a contract.
pub(crate) async fn of<C: ConnectionTrait>(
    read: &C,
    id: ContractId,
) -> Result<Option<GenerateContract>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).one(read).await?;
    Ok(row.map(|r| serde_json::from_str(&r.body)).transpose()?)
}

/// Forgets an order that was carried out: its data stand in the contract now.
pub(crate) async fn forget(tx: &DatabaseTransaction, id: ContractId) -> Result<(), StoreError> {
    Entity::delete_by_id(id.to_string()).exec(tx).await?;
    Ok(())
}
