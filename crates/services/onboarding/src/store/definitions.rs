//! Table `journey_definition`: every text by which a journey was ever begun, so that it can go on by it.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::collections::HashMap;
use std::sync::Arc;

use parvis_outbox::{Database, StoreError};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::domain::case::KINDS;
use crate::domain::journey::{Definition, Invalid, built_in};

/// One definition.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "journey_definition")]
pub struct Model {
    /// The SHA-256 of its text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// The number of its version.
    pub version: i64,
    /// Its text.
    pub text: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Why the definitions can't be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DefinitionsError {
    /// A text is no sound definition, or uses a kind of work that nobody carries out.
    #[error("journey: {0}")]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The definitions that this service knows.
pub(crate) struct Definitions {
    by_sha256: HashMap<String, Arc<Definition>>,
    tenant: Arc<Definition>,
    client: Arc<Definition>,
}

impl Definitions {
    /// Keeps the built-in definitions, and reads all that were ever kept.
    pub(crate) async fn open(database: &Database) -> Result<Self, DefinitionsError> {
        let tenant = keep(database, built_in::TENANT).await?;
        let client = keep(database, built_in::CLIENT).await?;
        let mut by_sha256 = HashMap::new();
        for row in Entity::find().all(database.read()).await.map_err(StoreError::from)? {
            by_sha256.insert(row.sha256, Arc::new(Definition::parse(&row.text)?));
        }
        Ok(Self { by_sha256, tenant, client })
    }

    /// The journey of a tenant's space on request.
    pub(crate) fn tenant(&self) -> Arc<Definition> {
        self.tenant.clone()
    }

    /// The journey of a client who signs first.
    pub(crate) fn client(&self) -> Arc<Definition> {
        self.client.clone()
    }

    /// The definition of this SHA-256.
    pub(super) fn of(&self, sha256: &str) -> Option<Arc<Definition>> {
        self.by_sha256.get(sha256).cloned()
    }
}

async fn keep(database: &Database, text: &str) -> Result<Arc<Definition>, DefinitionsError> {
    let definition = Definition::parse(text)?;
    definition.only_uses(&KINDS)?;
    let row = ActiveModel {
        sha256: Set(definition.sha256().to_owned()),
        name: Set(definition.name().to_owned()),
        version: Set(i64::from(definition.version())),
        text: Set(text.to_owned()),
    };
    let tx = database.begin().await?;
    let known = OnConflict::column(Column::Sha256).do_nothing().to_owned();
    let insert = Entity::insert(row).on_conflict(known);
    insert.exec_without_returning(&*tx).await.map_err(StoreError::from)?;
    tx.commit().await?;
    Ok(Arc::new(definition))
}
