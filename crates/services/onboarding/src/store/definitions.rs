//! Table `journey_definition`: every text by which a journey was ever begun, so that it can go on by it.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

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

/// The definitions that this process has used so far; the table knows all, and another process may add
/// to it at any time.
pub(crate) struct Definitions {
    used: RwLock<HashMap<String, Arc<Definition>>>,
    tenant: Arc<Definition>,
    client: Arc<Definition>,
}

impl Definitions {
    /// Keeps the built-in definitions.
    pub(crate) async fn open(database: &Database) -> Result<Self, DefinitionsError> {
        let tenant = keep(database, built_in::TENANT).await?;
        let client = keep(database, built_in::CLIENT).await?;
        Ok(Self { used: RwLock::default(), tenant, client })
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
    pub(super) async fn of<C: ConnectionTrait>(
        &self,
        connection: &C,
        sha256: &str,
    ) -> Result<Arc<Definition>, StoreError> {
        let used = |map: &HashMap<_, _>| map.get(sha256).cloned();
        if let Some(definition) = used(&self.used.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(definition);
        }
        let unknown = || StoreError::Corrupt("definition");
        let row = Entity::find_by_id(sha256).one(connection).await?.ok_or_else(unknown)?;
        let definition = Arc::new(Definition::parse(&row.text).map_err(|_| unknown())?);
        let mut used = self.used.write().unwrap_or_else(PoisonError::into_inner);
        used.insert(row.sha256, definition.clone());
        Ok(definition)
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
