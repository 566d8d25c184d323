//! Tables `journey_definition`, `journey_event` and `journey_message`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, pk_auto, string, string_uniq, text};

/// Makes the tables of what happened to the journeys.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let definition = Table::create()
            .table("journey_definition")
            .col(string("sha256").primary_key())
            .col(string("name"))
            .col(big_integer("version"))
            .col(text("text"))
            .to_owned();
        manager.create_table(definition).await?;
        let event = Table::create()
            .table("journey_event")
            .col(pk_auto("seq").big_integer())
            .col(string("onboarding_id"))
            .col(big_integer("at"))
            .col(text("event"))
            .to_owned();
        manager.create_table(event).await?;
        let message = Table::create()
            .table("journey_message")
            .col(pk_auto("seq").big_integer())
            .col(string_uniq("id"))
            .col(string("onboarding_id"))
            .col(text("body"))
            .to_owned();
        manager.create_table(message).await?;
        for table in ["journey_event", "journey_message"] {
            let index = Index::create()
                .name(format!("{table}_onboarding"))
                .table(table)
                .col("onboarding_id")
                .col("seq")
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
