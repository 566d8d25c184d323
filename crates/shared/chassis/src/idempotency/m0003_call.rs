//! Column `call` of table `idempotency`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

/// Lets a key say which call of the gateway holds it.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let call = Table::alter().table("idempotency").add_column(string_null("call")).to_owned();
        manager.alter_table(call).await
    }
}
