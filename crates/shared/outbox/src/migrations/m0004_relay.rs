//! Table `relay_lease`, and messages that stay in the outbox after they were handed over.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, string};

/// Lets one relay at a time be active, and keeps facts for those who missed them.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lease = Table::create()
            .table("relay_lease")
            .col(integer("id").primary_key())
            .col(string("holder"))
            .col(big_integer("fence"))
            .col(big_integer("held_until"))
            .to_owned();
        manager.create_table(lease).await?;
        let published =
            Table::alter().table("outbox").add_column(big_integer_null("published_at")).to_owned();
        manager.alter_table(published).await?;
        // Only what waits is searched all the time, and it is a small part of the table; what has failed
        // before, and may hold its successors back, is hardly anything.
        for statement in [
            "INSERT INTO relay_lease (id, holder, fence, held_until) VALUES (1, '', 0, 0)",
            "DROP INDEX outbox_subject",
            "CREATE INDEX outbox_waiting ON outbox (seq) WHERE published_at IS NULL",
            "CREATE INDEX outbox_delayed ON outbox (subject, seq) WHERE published_at IS NULL AND attempts > 0",
            "CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
