//! What an operator watches: the trace that ordered a piece of work, and what is tried again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

/// Lets work remember its trace, and lets retried work be counted quickly.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let trace = Table::alter().table("work").add_column(string_null("traceparent")).to_owned();
        manager.alter_table(trace).await?;
        let index = "CREATE INDEX work_retried ON work (due_at) WHERE last_error IS NOT NULL";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
