//! Tables `outbox` and `outbox_stream`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, integer, pk_auto, string, string_null, string_uniq, text, text_null,
};

/// Makes the tables of the outbox.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let outbox = Table::create()
            .table("outbox")
            .col(pk_auto("seq").big_integer())
            .col(string_uniq("id"))
            .col(string("kind"))
            .col(string("subject"))
            .col(text("body"))
            .col(string_null("correlation"))
            .col(integer("attempts"))
            .col(big_integer("due_at"))
            .col(text_null("last_error"))
            .to_owned();
        manager.create_table(outbox).await?;
        let subject = Index::create()
            .name("outbox_subject")
            .table("outbox")
            .col("subject")
            .col("seq")
            .to_owned();
        manager.create_index(subject).await?;
        let stream = Table::create()
            .table("outbox_stream")
            .col(string("subject").primary_key())
            .col(big_integer("sequence"))
            .to_owned();
        manager.create_table(stream).await
    }
}
