//! Table `mail`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string, string_null};

/// Makes the table of mails.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mail = Table::create()
            .table("mail")
            .col(string("id").primary_key())
            .col(string("application_id"))
            .col(string("reference"))
            .col(string("template"))
            .col(string("owner"))
            .col(string("owner_id"))
            .col(string("state"))
            .col(integer("attempts"))
            .col(string_null("last_error"))
            .col(big_integer("ordered_at"))
            .col(big_integer_null("sent_at"))
            .col(big_integer("version"))
            .to_owned();
        manager.create_table(mail).await
    }
}
