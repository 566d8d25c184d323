//! Table `signature_request`: the aggregate as a row, in both directions.

#![expect(unreachable_pub, reason = "the derive of sea-orm makes public items")]

use parvis_kernel::{ApplicationId, Locale, SignatureId, Timestamp};
use parvis_outbox::StoreError;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use crate::domain::{
    Confirmation, Consent, DeclineReason, DocumentRef, Mode, Origin, Request, Sealed, Signer,
    SignerName, Stage, VoidReason,
};

/// One request. A column is null until its stage is reached.
#[derive(Clone, Debug, DeriveEntityModel)]
#[sea_orm(table_name = "signature_request")]
pub struct Model {
    /// The request's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who owns it.
    pub application_id: String,
    /// The asker's own mark.
    pub reference: String,
    /// What it belongs to.
    pub correlation: Option<String>,
    /// Who keeps the document.
    pub document_owner: String,
    /// Its id there.
    pub document_id: String,
    /// SHA-256 of its bytes.
    pub document_sha256: String,
    /// Its title.
    pub title: String,
    /// Who asks.
    pub requester: String,
    /// Who is asked.
    pub signer_name: String,
    /// Where his link goes.
    pub signer_email: Option<String>,
    /// His language.
    pub signer_locale: String,
    /// Counts the links.
    pub generation: i64,
    /// When it was asked, in milliseconds since the epoch, as all instants here.
    pub created_at: i64,
    /// From when on it can no longer be signed.
    pub expires_at: i64,
    /// Where it stands.
    pub state: String,
    /// When the signer confirmed.
    pub confirmed_at: Option<i64>,
    /// How he signed.
    pub mode: Option<String>,
    /// Under which name.
    pub signed_by: Option<String>,
    /// The version of the text he agreed to.
    pub consent_version: Option<String>,
    /// Its language.
    pub consent_locale: Option<String>,
    /// When a client's backend says that he signed.
    pub claimed_at: Option<i64>,
    /// His address.
    pub ip: Option<String>,
    /// His browser.
    pub user_agent: Option<String>,
    /// SHA-256 of the signed document.
    pub signed_sha256: Option<String>,
    /// The timestamp authority's time.
    pub sealed_at: Option<i64>,
    /// The timestamp's serial number.
    pub timestamp_serial: Option<String>,
    /// Who attests the time.
    pub timestamp_authority: Option<String>,
    /// When the document's owner had stored it.
    pub stored_at: Option<i64>,
    /// Why it was declined or voided.
    pub closed_reason: Option<String>,
    /// When.
    pub closed_at: Option<i64>,
    /// Counts the writes.
    pub version: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Request> for ActiveModel {
    fn from(request: &Request) -> Self {
        let by = request.stage.confirmation();
        let (sealed, closed) = (request.stage.sealed(), request.stage.closed());
        let consent = by.and_then(|by| by.consent.as_ref());
        Self {
            id: Set(request.id.to_string()),
            application_id: Set(request.application.to_string()),
            reference: Set(request.reference.clone()),
            correlation: Set(request.correlation.clone()),
            document_owner: Set(request.document.owner.clone()),
            document_id: Set(request.document.id.clone()),
            document_sha256: Set(request.document.sha256.clone()),
            title: Set(request.title.clone()),
            requester: Set(request.requester.clone()),
            signer_name: Set(request.signer.name.clone()),
            signer_email: Set(request.signer.email.clone()),
            signer_locale: Set(request.signer.locale.tag().to_owned()),
            generation: Set(request.generation),
            created_at: Set(request.created_at.millis()),
            expires_at: Set(request.expires_at.millis()),
            state: Set(request.stage.code().to_owned()),
            confirmed_at: Set(by.map(|by| by.at.millis())),
            mode: Set(by.map(|by| by.mode.code().to_owned())),
            signed_by: Set(by.map(|by| by.name.as_str().to_owned())),
            consent_version: Set(consent.map(|c| c.version.clone())),
            consent_locale: Set(consent.map(|c| c.locale.tag().to_owned())),
            claimed_at: Set(by.and_then(|by| by.claimed_at).map(Timestamp::millis)),
            ip: Set(by.and_then(|by| by.origin.ip).map(|ip| ip.to_string())),
            user_agent: Set(by.and_then(|by| by.origin.user_agent.clone())),
            signed_sha256: Set(sealed.map(|s| s.sha256.clone())),
            sealed_at: Set(sealed.map(|s| s.at.millis())),
            timestamp_serial: Set(sealed.map(|s| s.serial.clone())),
            timestamp_authority: Set(sealed.map(|s| s.authority.clone())),
            stored_at: Set(sealed.and_then(|s| s.stored_at).map(Timestamp::millis)),
            closed_reason: Set(closed.map(|(reason, _)| reason.to_owned())),
            closed_at: Set(closed.map(|(_, at)| at.millis())),
            version: Set(request.version),
        }
    }
}

impl TryFrom<Model> for Request {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let stage = row.stage().ok_or(StoreError::Corrupt("signature_request.state"))?;
        let id = |_| StoreError::Corrupt("signature_request.id");
        let locale = Locale::parse(&row.signer_locale).unwrap_or_default();
        let (name, email) = (row.signer_name, row.signer_email);
        Ok(Self {
            id: SignatureId::parse(&row.id).map_err(id)?,
            application: ApplicationId::parse(&row.application_id).map_err(id)?,
            reference: row.reference,
            correlation: row.correlation,
            document: DocumentRef {
                owner: row.document_owner,
                id: row.document_id,
                sha256: row.document_sha256,
            },
            title: row.title,
            requester: row.requester,
            signer: Signer { name, email, locale },
            generation: row.generation,
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: Timestamp::from_millis(row.expires_at),
            stage,
            version: row.version,
        })
    }
}

impl Model {
    fn stage(&self) -> Option<Stage> {
        let closed = self.closed_at.map(Timestamp::from_millis);
        let reason = self.closed_reason.as_deref();
        Some(match self.state.as_str() {
            "ordered" => Stage::Ordered,
            "requested" => Stage::Requested,
            "confirmed" => Stage::Confirmed(self.confirmation()?),
            "signed" => Stage::Signed(self.confirmation()?, self.sealed()?),
            "declined" => {
                Stage::Declined { reason: DeclineReason::parse(reason?).ok()?, at: closed? }
            }
            "voided" => Stage::Voided { why: VoidReason::parse(reason?)?, at: closed? },
            _ => return None,
        })
    }

    fn confirmation(&self) -> Option<Confirmation> {
        let consent = self.consent_version.clone().map(|version| {
            let locale = self.consent_locale.as_deref().and_then(Locale::parse);
            Consent { version, locale: locale.unwrap_or_default() }
        });
        let ip = self.ip.as_deref().and_then(|ip| ip.parse().ok());
        Some(Confirmation {
            at: Timestamp::from_millis(self.confirmed_at?),
            mode: Mode::parse(self.mode.as_deref()?)?,
            name: SignerName::parse(self.signed_by.as_deref()?).ok()?,
            consent,
            claimed_at: self.claimed_at.map(Timestamp::from_millis),
            origin: Origin { ip, user_agent: self.user_agent.clone() },
        })
    }

    fn sealed(&self) -> Option<Sealed> {
        Some(Sealed {
            sha256: self.signed_sha256.clone()?,
            at: Timestamp::from_millis(self.sealed_at?),
            serial: self.timestamp_serial.clone()?,
            authority: self.timestamp_authority.clone()?,
            stored_at: self.stored_at.map(Timestamp::from_millis),
        })
    }
}
