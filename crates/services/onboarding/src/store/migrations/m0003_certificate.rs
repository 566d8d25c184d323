//! Table `certificate`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, blob, string, text};

/// Makes the table of certificates.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("certificate")
            .col(string("name").primary_key())
            .col(text("pem"))
            .col(blob("sealed_key"))
            .col(big_integer("not_after"))
            .to_owned();
        manager.create_table(table).await
    }
}
