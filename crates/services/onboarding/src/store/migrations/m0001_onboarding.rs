//! Tables `onboarding`, `subdomain`, `client` and `api_key`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, string, string_null, text,
};

/// Makes the tables of the onboardings themselves.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(onboarding()).await?;
        let subdomain = Table::create()
            .table("subdomain")
            .col(string("base_domain"))
            .col(string("label"))
            .col(string("onboarding_id"))
            .primary_key(Index::create().col("base_domain").col("label"))
            .to_owned();
        manager.create_table(subdomain).await?;
        let client = Table::create()
            .table("client")
            .col(string("onboarding_id").primary_key())
            .col(string_null("siret"))
            .col(text("order"))
            .col(string_null("phone"))
            .col(string("locale"))
            .col(string("verification_id"))
            .col(string("contract_id"))
            .col(string("signature_id"))
            .col(string_null("requester"))
            .to_owned();
        manager.create_table(client).await?;
        let api_key = Table::create()
            .table("api_key")
            .col(string("onboarding_id").primary_key())
            .col(string("key_id"))
            .col(string("hash"))
            .to_owned();
        manager.create_table(api_key).await?;
        for index in [
            "CREATE INDEX onboarding_application ON onboarding (application_id, id)",
            "CREATE INDEX onboarding_email ON onboarding (application_id, lower(email))",
            "CREATE INDEX client_siret ON client (siret)",
        ] {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}

fn onboarding() -> TableCreateStatement {
    Table::create()
        .table("onboarding")
        .col(string("id").primary_key())
        .col(string("application_id"))
        .col(big_integer("version"))
        .col(string("definition"))
        .col(text("journey"))
        .col(string("status"))
        .col(string("email"))
        .col(string("organization_name"))
        .col(string("base_domain"))
        .col(string("subdomain"))
        .col(boolean("dns_configured"))
        .col(boolean("ssl_configured"))
        .col(string_null("tenant_id"))
        .col(big_integer_null("provision_started_at"))
        .col(big_integer("created_at"))
        .col(big_integer("updated_at"))
        .col(big_integer_null("completed_at"))
        .to_owned()
}
