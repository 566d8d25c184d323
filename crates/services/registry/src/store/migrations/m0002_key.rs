//! Tables `master_key` and `api_key`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string};

/// Makes the tables of keys, each row owned by an application.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let master_key = keys("master_key");
        manager.create_table(master_key).await?;
        let mut api_key = keys("api_key");
        api_key.col(string("onboarding_id")).col(big_integer("version"));
        manager.create_table(api_key).await?;
        for (name, table) in
            [("master_key_application", "master_key"), ("api_key_application", "api_key")]
        {
            let index = Index::create().name(name).table(table).col("application_id").to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// What both tables have.
fn keys(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(string("id").primary_key())
        .col(string("application_id"))
        .col(string("hash"))
        .col(big_integer("created_at"))
        .col(big_integer_null("revoked_at"))
        .foreign_key(ForeignKey::create().from(name, "application_id").to("application", "id"))
        .to_owned()
}
