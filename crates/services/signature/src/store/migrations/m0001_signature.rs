//! Tables `signature_request`, `document_copy`, `signed_copy`, `drawing`, `signature_event`, `seal_key`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, blob, pk_auto, string, string_null, text, text_null,
};

/// Makes the tables of requests, their documents, their audit trail and the platform's seal.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(requests()).await?;
        let document = Index::create()
            .name("signature_request_document")
            .table("signature_request")
            .col("document_owner")
            .col("document_id")
            .to_owned();
        manager.create_index(document).await?;
        for table in copies() {
            manager.create_table(table).await?;
        }
        manager.create_table(events()).await?;
        let of_request = Index::create()
            .name("signature_event_signature")
            .table("signature_event")
            .col("signature_id")
            .to_owned();
        manager.create_index(of_request).await?;
        manager.create_table(seal_keys()).await
    }
}

fn requests() -> TableCreateStatement {
    Table::create()
        .table("signature_request")
        .col(string("id").primary_key())
        .col(string("application_id"))
        .col(string("reference"))
        .col(string_null("correlation"))
        .col(string("document_owner"))
        .col(string("document_id"))
        .col(string("document_sha256"))
        .col(text("title"))
        .col(text("requester"))
        .col(text("signer_name"))
        .col(text_null("signer_email"))
        .col(string("signer_locale"))
        .col(big_integer("generation"))
        .col(big_integer("created_at"))
        .col(big_integer("expires_at"))
        .col(string("state"))
        .col(big_integer_null("confirmed_at"))
        .col(string_null("mode"))
        .col(text_null("signed_by"))
        .col(string_null("consent_version"))
        .col(string_null("consent_locale"))
        .col(big_integer_null("claimed_at"))
        .col(string_null("ip"))
        .col(text_null("user_agent"))
        .col(string_null("signed_sha256"))
        .col(big_integer_null("sealed_at"))
        .col(string_null("timestamp_serial"))
        .col(text_null("timestamp_authority"))
        .col(big_integer_null("stored_at"))
        .col(text_null("closed_reason"))
        .col(big_integer_null("closed_at"))
        .col(big_integer("version"))
        .to_owned()
}

fn copies() -> [TableCreateStatement; 3] {
    let key = || string("signature_id").primary_key().to_owned();
    let presented = Table::create()
        .table("document_copy")
        .col(key())
        .col(blob("pdf"))
        .col(text("html"))
        .to_owned();
    let signed = Table::create().table("signed_copy").col(key()).col(blob("pdf")).to_owned();
    let drawing = Table::create().table("drawing").col(key()).col(blob("png")).to_owned();
    [presented, signed, drawing]
}

fn events() -> TableCreateStatement {
    Table::create()
        .table("signature_event")
        .col(pk_auto("seq").big_integer())
        .col(string("signature_id"))
        .col(string("kind"))
        .col(big_integer("at"))
        .col(string_null("ip"))
        .col(text_null("user_agent"))
        .col(text("detail"))
        .to_owned()
}

fn seal_keys() -> TableCreateStatement {
    Table::create()
        .table("seal_key")
        .col(string("name").primary_key())
        .col(blob("sealed"))
        .col(big_integer("created_at"))
        .to_owned()
}
