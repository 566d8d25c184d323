//! Table `work`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, string, string_null, text_null};

/// Makes the table of leased work.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let work = Table::create()
            .table("work")
            .col(string("kind"))
            .col(string("key"))
            .col(big_integer("generation"))
            .col(big_integer("due_at"))
            .col(integer("attempts"))
            .col(big_integer("leased_until"))
            .col(string_null("lease"))
            .col(text_null("last_error"))
            .col(string_null("correlation"))
            .col(big_integer("ordered_at"))
            .primary_key(Index::create().col("kind").col("key"))
            .to_owned();
        manager.create_table(work).await?;
        let due = Index::create().name("work_due").table("work").col("due_at").to_owned();
        manager.create_index(due).await
    }
}
