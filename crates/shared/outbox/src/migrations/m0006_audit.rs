//! Table `audit`, and what an operator needs to know of a parked message.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, pk_auto, string, string_null, text_null,
};

/// Lets operators decide about parked messages, and remembers what they did.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            big_integer_null("parked_at"),
            boolean("unvouched").default(false).to_owned(),
            boolean("replayed").default(false).to_owned(),
        ] {
            let inbox = Table::alter().table("inbox").add_column(column).to_owned();
            manager.alter_table(inbox).await?;
        }
        for statement in [
            "UPDATE inbox SET parked_at = heard_at WHERE state = 'parked'",
            "CREATE INDEX inbox_parked ON inbox (seq) WHERE state = 'parked'",
            "CREATE INDEX inbox_done ON inbox (heard_at) WHERE state = 'done'",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        let audit = Table::create()
            .table("audit")
            .col(pk_auto("seq").big_integer())
            .col(big_integer("at"))
            .col(string("actor"))
            .col(string("action"))
            .col(string_null("message"))
            .col(string_null("kind"))
            .col(string("outcome"))
            .col(text_null("reason"))
            .to_owned();
        manager.create_table(audit).await
    }
}
