//! Tables `verification` and `evidence`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, string, string_null, text, text_null,
};

/// Makes the tables of verifications and of the evidence behind them.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let verification = Table::create()
            .table("verification")
            .col(string("id").primary_key())
            .col(string("application"))
            .col(string("reference"))
            .col(text("asked"))
            .col(string("number"))
            .col(string("status"))
            .col(string_null("reason"))
            .col(text_null("name"))
            .col(text_null("address"))
            .col(string_null("consultation_number"))
            .col(string_null("requester"))
            .col(string_null("evidence"))
            .col(big_integer("checked_at"))
            .col(big_integer_null("expires_at"))
            .col(big_integer("created_at"))
            .col(big_integer("version"))
            .to_owned();
        manager.create_table(verification).await?;
        let number = Index::create()
            .name("verification_number")
            .table("verification")
            .col("application")
            .col("number")
            .col("id")
            .to_owned();
        manager.create_index(number).await?;
        let application = Index::create()
            .name("verification_application")
            .table("verification")
            .col("application")
            .col("id")
            .to_owned();
        manager.create_index(application).await?;
        let evidence = Table::create()
            .table("evidence")
            .col(string("id").primary_key())
            .col(string("verification"))
            .col(string("source"))
            .col(string("number"))
            .col(string_null("requester"))
            .col(text("body"))
            .col(string("sha256"))
            .col(big_integer("received_at"))
            .to_owned();
        manager.create_table(evidence).await
    }
}
