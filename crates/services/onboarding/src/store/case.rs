//! Table `onboarding`: one row for each onboarding; what only client journeys know stands elsewhere.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::collections::HashMap;
use std::sync::Arc;

use parvis_kernel::{ApplicationId, OnboardingId, Pen, Timestamp};
use parvis_outbox::{Persist, StoreError, save};
use parvis_vatid::Siret;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect};

use super::{Definitions, api_key, client};
use crate::domain::journey::{Definition, Journey, Status};
use crate::domain::{Case, Client, Email, Label, Organisation, Seen, Space, TenantId, TenantKey};

/// One onboarding.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "onboarding")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose it is.
    pub application_id: String,
    /// Counts the writes.
    pub version: i64,
    /// The SHA-256 of its journey's definition.
    pub definition: String,
    /// How far the journey has come, as JSON.
    pub journey: String,
    /// How it stands, for lists.
    pub status: String,
    /// The administrator's address.
    pub email: String,
    /// The organisation's name.
    pub organization_name: String,
    /// The domain below which it lives.
    pub base_domain: String,
    /// Its label.
    pub subdomain: String,
    /// Whether the name was last seen to have an address.
    pub dns_configured: bool,
    /// Whether a certificate was last seen to verify for the name.
    pub ssl_configured: bool,
    /// The tenant's id in the application.
    pub tenant_id: Option<String>,
    /// When provisioning was last begun on request.
    pub provision_started_at: Option<i64>,
    /// When it was started.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
    /// When it was completed.
    pub completed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The onboardings of an application; every public query starts here.
pub(crate) fn for_application(application: ApplicationId) -> Select<Entity> {
    Entity::find().filter(Column::ApplicationId.eq(application.to_string()))
}

/// One onboarding of an application.
pub(crate) fn one_of(application: ApplicationId, id: OnboardingId) -> Select<Entity> {
    for_application(application).filter(Column::Id.eq(id.to_string()))
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// The administrator's address, whatever its case.
    pub(crate) email: Option<String>,
    /// The company's SIRET.
    pub(crate) siret: Option<Siret>,
    /// How they stand.
    pub(crate) status: Option<Status>,
    /// Only those that were started before this one.
    pub(crate) before: Option<OnboardingId>,
}

/// The latest onboardings of an application that the filter lets through, at most `limit`. Ids grow
/// with time, so that a page stays what it was when new ones are added.
pub(crate) fn list_page(application: ApplicationId, filter: &Filter, limit: u64) -> Select<Entity> {
    let mut selected = for_application(application).order_by_desc(Column::Id).limit(limit);
    if let Some(email) = &filter.email {
        // Both sides by the database: what it takes for lower case is not the same everywhere.
        let lower = |text: Expr| Expr::expr(Func::lower(text));
        selected = selected.filter(lower(Expr::col(Column::Email)).eq(lower(Expr::value(email))));
    }
    if let Some(siret) = filter.siret {
        selected = selected.filter(Column::Id.in_subquery(client::with_siret(siret)));
    }
    if let Some(status) = filter.status {
        selected = selected.filter(Column::Status.eq(status.as_str()));
    }
    if let Some(before) = filter.before {
        selected = selected.filter(Column::Id.lt(before.to_string()));
    }
    selected
}

/// One onboarding, for the service's own work and for what other services say.
pub(crate) fn by_id(id: OnboardingId) -> Select<Entity> {
    Entity::find_by_id(id.to_string())
}

/// The same onboardings, which nobody else changes until the write ends in which they are read.
pub(crate) fn locked(selected: Select<Entity>) -> Select<Entity> {
    selected.lock_exclusive()
}

/// The first of the selected onboardings.
pub(crate) async fn find<C: ConnectionTrait>(
    connection: &C,
    definitions: &Definitions,
    selected: Select<Entity>,
) -> Result<Option<Case>, StoreError> {
    Ok(list(connection, definitions, selected).await?.into_iter().next())
}

/// All of the selected onboardings, in the order of the selection.
pub(crate) async fn list<C: ConnectionTrait>(
    connection: &C,
    definitions: &Definitions,
    selected: Select<Entity>,
) -> Result<Vec<Case>, StoreError> {
    let rows = selected.all(connection).await?;
    let mut journeys = HashMap::new();
    for row in &rows {
        if !journeys.contains_key(&row.definition) {
            let journey = definitions.of(connection, &row.definition).await?;
            journeys.insert(row.definition.clone(), journey);
        }
    }
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let mut clients = client::of(connection, &ids).await?;
    let mut keys = api_key::of(connection, &ids).await?;
    let read = |row: Model| {
        let (client, key) = (clients.remove(&row.id), keys.remove(&row.id));
        let definition = journeys.get(&row.definition).cloned();
        row.read(definition.ok_or(StoreError::Corrupt("definition"))?, client, key)
    };
    rows.into_iter().map(read).collect()
}

/// How far the journeys of these onboardings have come, by the onboarding's id.
pub(crate) async fn journeys<C: ConnectionTrait>(
    connection: &C,
    ids: Vec<String>,
) -> Result<Vec<(String, Journey)>, StoreError> {
    let selected = Entity::find().select_only().columns([Column::Id, Column::Journey]);
    let rows = selected.filter(Column::Id.is_in(ids)).into_tuple::<(String, String)>();
    let read = |(id, journey): (String, String)| Ok((id, serde_json::from_str(&journey)?));
    rows.all(connection).await?.into_iter().map(read).collect()
}

impl Model {
    fn read(
        self,
        definition: Arc<Definition>,
        client: Option<Client>,
        key: Option<TenantKey>,
    ) -> Result<Case, StoreError> {
        let corrupt = |what: &'static str| StoreError::Corrupt(what);
        let journey: Journey = serde_json::from_str(&self.journey)?;
        let label = Label::granted(&self.subdomain).map_err(|_| corrupt("subdomain"))?;
        let tenant = self.tenant_id.as_deref().map(TenantId::parse).transpose();
        Ok(Case {
            id: OnboardingId::parse(&self.id).map_err(|_| corrupt("id"))?,
            application: ApplicationId::parse(&self.application_id)
                .map_err(|_| corrupt("application_id"))?,
            definition,
            journey,
            email: Email::parse(&self.email).map_err(|_| corrupt("email"))?,
            organisation: Organisation::parse(&self.organization_name)
                .map_err(|_| corrupt("organization_name"))?,
            space: Space { label, base_domain: self.base_domain },
            seen: Seen { dns: self.dns_configured, certificate: self.ssl_configured },
            client,
            key,
            tenant: tenant.map_err(|_| corrupt("tenant_id"))?,
            provision_started_at: self.provision_started_at.map(Timestamp::from_millis),
            created_at: Timestamp::from_millis(self.created_at),
            updated_at: Timestamp::from_millis(self.updated_at),
            completed_at: self.completed_at.map(Timestamp::from_millis),
            version: self.version,
        })
    }
}

impl Persist for Case {
    async fn persist(&self, _: &Pen, tx: &DatabaseTransaction) -> Result<(), StoreError> {
        let id = self.id.to_string();
        let key = Column::Id.eq(&id);
        let row = ActiveModel {
            id: Set(id.clone()),
            application_id: Set(self.application.to_string()),
            version: Set(self.version),
            definition: Set(self.definition.sha256().to_owned()),
            journey: Set(serde_json::to_string(&self.journey)?),
            status: Set(self.status().as_str().to_owned()),
            email: Set(self.email.as_str().to_owned()),
            organization_name: Set(self.organisation.as_str().to_owned()),
            base_domain: Set(self.space.base_domain.clone()),
            subdomain: Set(self.space.label.to_string()),
            dns_configured: Set(self.seen.dns),
            ssl_configured: Set(self.seen.certificate),
            tenant_id: Set(self.tenant.as_ref().map(ToString::to_string)),
            provision_started_at: Set(self.provision_started_at.map(Timestamp::millis)),
            created_at: Set(self.created_at.millis()),
            updated_at: Set(self.updated_at.millis()),
            completed_at: Set(self.completed_at.map(Timestamp::millis)),
        };
        save(tx, row, key, (Column::Version, self.version)).await?;
        if let Some(client) = &self.client {
            client::save(tx, &id, client).await?;
        }
        if let Some(tenant_key) = &self.key {
            api_key::save(tx, &id, tenant_key).await?;
        }
        Ok(())
    }
}
