//! Message to command.

use parvis_events::contract::v1::ContractSigned;
use parvis_events::signature::v1::{CollectSignature, VoidSignature};
use parvis_kernel::{ApplicationId, Locale, SignatureId};
use parvis_outbox::{Heard, Refusal, Tx};

use crate::domain::{DocumentRef, Order, Signer};
use crate::{Signature, commands};

/// Somebody asks for a signature.
pub(crate) async fn collect(
    service: &Signature,
    tx: &mut Tx,
    heard: Heard<CollectSignature>,
) -> Result<(), Refusal> {
    let correlation = heard.envelope.correlationid;
    let order = order(service, tx, heard.message, correlation)
        .ok_or_else(|| Refusal::Poison("not a complete request".to_owned()))?;
    commands::collect(tx, order).await
}

/// Somebody takes a request back.
pub(crate) async fn void(tx: &mut Tx, heard: Heard<VoidSignature>) -> Result<(), Refusal> {
    let message = heard.message;
    let ids = ids(&message.signature_id, &message.application_id)
        .ok_or_else(|| Refusal::Poison("not an id of a request".to_owned()))?;
    commands::withdraw(tx, ids, message.reference).await
}

/// A document's owner has stored what was signed.
pub(crate) async fn stored(
    service: &Signature,
    tx: &mut Tx,
    heard: Heard<ContractSigned>,
) -> Result<(), Refusal> {
    let ContractSigned { contract_id, .. } = heard.message;
    commands::stored(tx, (&service.settings.document_owner, &contract_id)).await
}

fn ids(signature: &str, application: &str) -> Option<(SignatureId, ApplicationId)> {
    Some((SignatureId::parse(signature).ok()?, ApplicationId::parse(application).ok()?))
}

fn order(
    service: &Signature,
    tx: &Tx,
    message: CollectSignature,
    correlation: Option<String>,
) -> Option<Order> {
    let (id, application) = ids(&message.signature_id, &message.application_id)?;
    let (document, signer) = (message.document?, message.signer?);
    let locale = Locale::parse(&signer.locale).unwrap_or_default();
    let complete = is_name(&document.owner) && is_name(&document.id) && is_hash(&document.sha256);
    let signer = Signer { name: signer.name, email: Some(signer.email), locale };
    complete.then_some(Order {
        id,
        application,
        reference: message.reference,
        correlation,
        document: DocumentRef { owner: document.owner, id: document.id, sha256: document.sha256 },
        signer,
        requester: message.requester,
        at: tx.now(),
        validity: service.settings.validity(),
    })
}

/// A name that is safe in a path.
fn is_name(text: &str) -> bool {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    (1..=100).contains(&text.len()) && text.bytes().all(safe)
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}
