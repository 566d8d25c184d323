//! Tables `inbox` and `inbox_stream`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, integer, pk_auto, string, string_uniq, text, text_null,
};

/// Makes the tables of the inbox.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let inbox = Table::create()
            .table("inbox")
            .col(pk_auto("seq").big_integer())
            .col(string_uniq("id"))
            .col(string("kind"))
            .col(string("aggregate"))
            .col(big_integer("sequence"))
            .col(text("body"))
            .col(string("state"))
            .col(integer("attempts"))
            .col(big_integer("due_at"))
            .col(text_null("last_error"))
            .col(big_integer("heard_at"))
            .to_owned();
        manager.create_table(inbox).await?;
        // Only what waits is ever searched, and it is a small part of the table.
        for index in [
            "CREATE INDEX inbox_waiting ON inbox (seq) WHERE state = 'waiting'",
            "CREATE INDEX inbox_waiting_aggregate ON inbox (aggregate, seq) WHERE state = 'waiting'",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        let stream = Table::create()
            .table("inbox_stream")
            .col(string("aggregate").primary_key())
            .col(big_integer("sequence"))
            .to_owned();
        manager.create_table(stream).await
    }
}
