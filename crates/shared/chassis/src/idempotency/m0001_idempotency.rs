//! Table `idempotency`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer_null, string, text_null};

/// Makes the table of idempotency keys.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("idempotency")
            .col(string("owner"))
            .col(string("route"))
            .col(string("key"))
            .col(string("body_hash"))
            .col(big_integer("locked_until"))
            .col(string("lock"))
            .col(big_integer("created_at"))
            .col(integer_null("status"))
            .col(text_null("body"))
            .primary_key(Index::create().col("owner").col("route").col("key"))
            .to_owned();
        manager.create_table(table).await?;
        let age = Index::create()
            .name("idempotency_created_at")
            .table("idempotency")
            .col("created_at")
            .to_owned();
        manager.create_index(age).await
    }
}
