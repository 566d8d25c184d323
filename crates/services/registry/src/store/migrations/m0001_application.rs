//! Table `application`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, string_null, text_null};

/// Makes the table of applications.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let application = Table::create()
            .table("application")
            .col(string("id").primary_key())
            .col(string("name"))
            .col(string_null("contact_email"))
            .col(text_null("provider"))
            .col(text_null("prices"))
            .col(big_integer("created_at"))
            .col(big_integer("version"))
            .to_owned();
        manager.create_table(application).await
    }
}
