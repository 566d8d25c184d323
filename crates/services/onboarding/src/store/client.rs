//! Table `client`: what only client journeys know, apart from all other onboardings.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use std::collections::HashMap;

use parvis_kernel::{ContractId, Locale, SignatureId, VerificationId};
use parvis_outbox::StoreError;
use parvis_vatid::Siret;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, Query, SelectStatement};

use crate::domain::{Client, Phone};

/// The client's part of one onboarding.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    /// The onboarding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub onboarding_id: String,
    /// The company's SIRET, for searches.
    pub siret: Option<String>,
    /// What was ordered, as JSON.
    pub order: String,
    /// The client's telephone number.
    pub phone: Option<String>,
    /// The language of mails and pages.
    pub locale: String,
    /// The check of the VAT number.
    pub verification_id: String,
    /// The contract.
    pub contract_id: String,
    /// The request to sign it.
    pub signature_id: String,
    /// Who asks for the signature, once it was asked for.
    pub requester: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The ids of the onboardings of this place of business.
pub(super) fn with_siret(siret: Siret) -> SelectStatement {
    Query::select()
        .column(Column::OnboardingId)
        .from(Entity)
        .and_where(Column::Siret.eq(siret.to_string()))
        .to_owned()
}

/// The clients of these onboardings, by the onboarding's id.
pub(super) async fn of<C: ConnectionTrait>(
    connection: &C,
    ids: &[String],
) -> Result<HashMap<String, Client>, StoreError> {
    let rows = Entity::find()
        .filter(Column::OnboardingId.is_in(ids.iter().cloned()))
        .all(connection)
        .await?;
    rows.into_iter().map(|row| Ok((row.onboarding_id.clone(), row.read()?))).collect()
}

impl Model {
    fn read(self) -> Result<Client, StoreError> {
        let corrupt = |what: &'static str| StoreError::Corrupt(what);
        let phone = self.phone.as_deref().map(Phone::parse).transpose();
        Ok(Client {
            order: serde_json::from_str(&self.order)?,
            phone: phone.map_err(|_| corrupt("phone"))?,
            locale: Locale::parse(&self.locale).ok_or(corrupt("locale"))?,
            verification: VerificationId::parse(&self.verification_id)
                .map_err(|_| corrupt("verification_id"))?,
            contract: ContractId::parse(&self.contract_id).map_err(|_| corrupt("contract_id"))?,
            signature: SignatureId::parse(&self.signature_id)
                .map_err(|_| corrupt("signature_id"))?,
            requester: self.requester,
        })
    }
}

/// Writes the client's part; afterwards only the requester ever changes.
pub(super) async fn save(
    tx: &DatabaseTransaction,
    id: &str,
    client: &Client,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        onboarding_id: Set(id.to_owned()),
        siret: Set(client.order.company.siret.map(|siret| siret.to_string())),
        order: Set(serde_json::to_string(&client.order)?),
        phone: Set(client.phone.as_ref().map(|phone| phone.as_str().to_owned())),
        locale: Set(client.locale.tag().to_owned()),
        verification_id: Set(client.verification.to_string()),
        contract_id: Set(client.contract.to_string()),
        signature_id: Set(client.signature.to_string()),
        requester: Set(client.requester.clone()),
    };
    let known =
        OnConflict::column(Column::OnboardingId).update_column(Column::Requester).to_owned();
    Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}
