//! Tables `contract`, `contract_order`, `signed_form` and `document`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, binary, integer_null, string, string_null, text, text_null,
};

/// Makes the tables of contracts and their bytes.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(contract()).await?;
        let owner = Index::create()
            .name("contract_application")
            .table("contract")
            .col("application_id")
            .col("id")
            .to_owned();
        manager.create_index(owner).await?;
        let order = Table::create()
            .table("contract_order")
            .col(string("contract_id").primary_key())
            .col(text("body"))
            .to_owned();
        manager.create_table(order).await?;
        let signed_form = Table::create()
            .table("signed_form")
            .col(string("contract_id").primary_key())
            .col(string("owner"))
            .col(string("document_id"))
            .col(string("sha256"))
            .col(big_integer("signed_at"))
            .to_owned();
        manager.create_table(signed_form).await?;
        let document = Table::create()
            .table("document")
            .col(string("contract_id"))
            .col(string("form"))
            .col(binary("bytes"))
            .col(text_null("html"))
            .primary_key(Index::create().col("contract_id").col("form"))
            .to_owned();
        manager.create_table(document).await
    }
}

fn contract() -> TableCreateStatement {
    Table::create()
        .table("contract")
        .col(string("id").primary_key())
        .col(string("application_id"))
        .col(string("reference"))
        .col(string("state"))
        .col(string_null("sha256"))
        .col(integer_null("pages"))
        .col(big_integer_null("issued_at"))
        .col(string_null("signed_sha256"))
        .col(big_integer_null("signed_at"))
        .col(string_null("error_code"))
        .col(text_null("error_hint"))
        .col(big_integer("created_at"))
        .col(big_integer("version"))
        .to_owned()
}
