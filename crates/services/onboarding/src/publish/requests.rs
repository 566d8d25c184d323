//! The commands to other services. Each is about the thing it asks for, so that one service's
//! absence does not hold back what is asked of another.

use parvis_events::contract::v1::{
    CancelContract, GenerateContract, Order as WireOrder, ReserveContract, VatProof as WireProof,
};
use parvis_events::mailer::v1::SendMail;
use parvis_events::registry::v1::{RegisterApiKey, RevokeApiKey};
use parvis_events::signature::v1::{CollectSignature, VoidSignature};
use parvis_events::v1::{Document as WireDocument, Signer as WireSigner};
use parvis_events::vat::v1::VerifyCompany;
use parvis_events::wire_time;
use parvis_kernel::Timestamp;
use parvis_outbox::{Message, StoreError};

use crate::domain::fact::Signer;
use crate::domain::{Document, Reference, Request, VatProof};

/// Who holds the values of the mails that this service asks for.
const OWNER: &str = "onboarding";
/// The template of the mail that ends a client journey.
pub(crate) const READY: &str = "onboarding_ready";

/// What every command says.
pub(super) struct Asked<'a> {
    pub(super) onboarding_id: String,
    pub(super) application_id: String,
    pub(super) reference: &'a Reference,
}

impl Asked<'_> {
    /// The command for this request.
    pub(super) fn message(self, request: &Request) -> Result<Message, StoreError> {
        let reference = self.reference.to_string();
        let Self { onboarding_id, application_id, .. } = self;
        match request {
            Request::VerifyCompany(id, vat_number) => {
                let (verification_id, vat_number) = (id.to_string(), vat_number.clone());
                let said = VerifyCompany { verification_id, application_id, reference, vat_number };
                Message::about(id, &said)
            }
            Request::ReserveContract(id) => {
                let contract_id = id.to_string();
                Message::about(id, &ReserveContract { contract_id, application_id, reference })
            }
            Request::GenerateContract(id, order, proof) => {
                let contract_id = id.to_string();
                let (order, vat_proof) = (Some(wire_order(order)), Some(wire_proof(proof)));
                let said =
                    GenerateContract { contract_id, application_id, reference, order, vat_proof };
                Message::about(id, &said)
            }
            Request::CancelContract(id) => {
                let contract_id = id.to_string();
                Message::about(id, &CancelContract { contract_id, application_id, reference })
            }
            Request::CollectSignature(id, document, signer) => {
                let said = CollectSignature {
                    signature_id: id.to_string(),
                    application_id,
                    reference,
                    document: Some(wire_document(document)),
                    signer: Some(wire_signer(signer)),
                    requester: signer.requester.clone(),
                };
                Message::about(id, &said)
            }
            Request::VoidSignature(id) => {
                let signature_id = id.to_string();
                Message::about(id, &VoidSignature { signature_id, application_id, reference })
            }
            Request::RegisterApiKey(key, hash) => {
                let (key_id, hash) = (key.clone(), hash.clone());
                let said =
                    RegisterApiKey { key_id, application_id, reference, onboarding_id, hash };
                Message::about(key, &said)
            }
            Request::RevokeApiKey(key) => {
                let key_id = key.clone();
                Message::about(key, &RevokeApiKey { key_id, application_id, reference })
            }
            Request::SendMail(id) => {
                let (mail_id, template) = (id.to_string(), READY.to_owned());
                let (owner, owner_id) = (OWNER.to_owned(), onboarding_id);
                let said =
                    SendMail { mail_id, application_id, reference, template, owner, owner_id };
                Message::about(id, &said)
            }
        }
    }
}

fn wire_order(order: &parvis_company::Order) -> WireOrder {
    let parvis_company::Order { company, terms, representative, payment_method } = order;
    WireOrder {
        company_name: company.company_name.clone(),
        legal_form: company.legal_form.clone(),
        capital_cents: company.capital.cents(),
        address_lines: company.company_address.lines().to_vec(),
        siret: company.siret.as_ref().map(ToString::to_string).unwrap_or_default(),
        vat_number: company.vat_number.canonical(),
        subscription_type: terms.subscription_type.code().to_owned(),
        duration_months: terms.duration_months,
        afret_ia: terms.options.afret_ia,
        sms: terms.options.sms,
        representative: representative.as_str().to_owned(),
        payment_method: payment_method.code().to_owned(),
    }
}

fn wire_proof(proof: &VatProof) -> WireProof {
    WireProof {
        source: proof.source.clone(),
        status: proof.status.clone(),
        consultation_number: proof.consultation_number.clone(),
        checked_at: Timestamp::parse(&proof.checked_at).ok().map(wire_time),
    }
}

fn wire_document(document: &Document) -> WireDocument {
    let Document { owner, id, sha256 } = document.clone();
    WireDocument { owner, id, sha256 }
}

fn wire_signer(signer: &Signer) -> WireSigner {
    let (name, email) = (signer.name.clone(), signer.email.clone());
    WireSigner { name, email, locale: signer.locale.tag().to_owned() }
}
