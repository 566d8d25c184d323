//! Column `location` of table `idempotency`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

/// Lets an answer keep where it points to.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let location =
            Table::alter().table("idempotency").add_column(string_null("location")).to_owned();
        manager.alter_table(location).await
    }
}
