//! A client's backend brings a signature that it collected itself.

use parvis_kernel::{ApplicationId, ContractId, Locale, SignatureId, Timestamp, id};
use parvis_outbox::StoreError;
use uuid::Uuid;

use crate::Signature;
use crate::commands::confirm::follow;
use crate::commands::present::{Described, describe, fetch, fetched};
use crate::commands::{correlate, one_at_a_time};
use crate::domain::{
    Confirmation, DocumentRef, Drawing, Mode, Order, Origin, Request, Signer, SignerName, Stage,
};
use crate::error::Error;
use crate::store::{self, copies};

/// The namespace of the ids of brought signatures: one for each document, whoever asks how often.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f2b_9c14_5e0d_4a57_8f63_1d2c_7b9a_e041);

/// How often it is looked again who has asked for a signature since.
const TRIES: usize = 3;

/// What the backend says.
#[derive(Debug, Clone)]
pub(crate) struct Brought {
    pub(crate) name: SignerName,
    pub(crate) drawing: Drawing,
    /// When it says that the person signed.
    pub(crate) claimed_at: Timestamp,
    pub(crate) origin: Origin,
}

/// Confirms the request for a document, which is made if nobody asked for one; then waits a little until
/// the document's owner has the signed document. Brought again, nothing changes.
pub(crate) async fn bring(
    service: &Signature,
    application: ApplicationId,
    contract: ContractId,
    brought: Brought,
) -> Result<Request, Error> {
    let owner = service.settings.document_owner.clone();
    let document = DocumentRef { owner, id: contract.to_string(), sha256: String::new() };
    let described = describe(service, &document).await?;
    if described.application_id != application {
        return Err(Error::Unknown);
    }
    let document = DocumentRef { sha256: described.sha256.clone(), ..document };
    for _ in 0..TRIES {
        let copy = prepare(service, application, &document, &described).await?;
        let whose = (application, document.clone());
        let title = described.title.clone();
        if let Some(id) = write(service, whose, title, (brought.clone(), copy)).await? {
            return wait(service, id).await;
        }
    }
    Err(StoreError::Stale.into())
}

/// Makes sure that the document is here; gives its copy when there is no request yet.
async fn prepare(
    service: &Signature,
    application: ApplicationId,
    document: &DocumentRef,
    described: &Described,
) -> Result<Option<copies::Presented>, Error> {
    let read = service.base.database.read();
    let ours = store::for_application(application);
    let found = store::newest_of_document(read, ours, (&document.owner, &document.id)).await?;
    match found.map(|request| (request.id, request.stage)) {
        Some((id, Stage::Ordered)) => fetched(service, id).await.map(|()| None),
        Some(_) => Ok(None),
        None if matches!(described.status.as_str(), "preparing" | "refused" | "cancelled") => {
            Err(Error::Document(described.status.clone()))
        }
        None => fetch(service, document).await.map(Some),
    }
}

/// Writes the confirmation; `None` where somebody has asked for a signature since, and the document is
/// still to be fetched for that request.
async fn write(
    service: &Signature,
    (application, document): (ApplicationId, DocumentRef),
    title: String,
    (brought, copy): (Brought, Option<copies::Presented>),
) -> Result<Option<SignatureId>, Error> {
    let mut tx = service.base.database.begin().await?;
    let ours = store::for_application(application);
    one_at_a_time(&tx, &document).await?;
    let key = (document.owner.as_str(), document.id.as_str());
    let found = store::newest_locked(&tx, ours, key).await?;
    let by = Confirmation {
        at: tx.now(),
        mode: Mode::Drawn,
        name: brought.name,
        consent: None,
        claimed_at: Some(brought.claimed_at),
        origin: brought.origin,
    };
    let change = match found {
        Some(known) if known.stage.confirmation().is_some() => return Ok(Some(known.id)),
        Some(Request { stage: Stage::Ordered, .. }) => return Ok(None),
        Some(known) => {
            correlate(&mut tx, &known);
            known.confirm(by)?
        }
        None => {
            let order = order(service, (application, document), &by);
            let copy = copy.ok_or(Error::Unknown)?;
            copies::keep_presented(&tx, order.id, copy).await?;
            Request::brought(order, title, by)
        }
    };
    let confirmed = tx.apply(change).await?;
    follow(&mut tx, &confirmed, Some(&brought.drawing)).await?;
    tx.commit().await?;
    Ok(Some(confirmed.id))
}

fn order(
    service: &Signature,
    (application, document): (ApplicationId, DocumentRef),
    by: &Confirmation,
) -> Order {
    let name = format!("{}/{}/{}", document.owner, document.id, document.sha256);
    let signer =
        Signer { name: by.name.as_str().to_owned(), email: None, locale: Locale::default() };
    Order {
        id: SignatureId::from_uuid(id::derived(NAMESPACE, &name)),
        application,
        reference: String::new(),
        correlation: None,
        document,
        signer,
        requester: String::new(),
        at: by.at,
        validity: service.settings.validity(),
    }
}

/// Waits until the owner has it, and gives the request as it stands then or when the time is over.
async fn wait(service: &Signature, id: SignatureId) -> Result<Request, Error> {
    let database = &service.base.database;
    let look = || async {
        let request = store::by_id(database.read(), id).await?;
        Ok::<_, Error>(request.filter(is_stored))
    };
    if let Some(stored) = database.wait_for(service.settings.answer_wait(), look).await? {
        return Ok(stored);
    }
    store::by_id(database.read(), id).await?.ok_or(Error::Unknown)
}

fn is_stored(request: &Request) -> bool {
    request.stage.sealed().is_some_and(|sealed| sealed.stored_at.is_some())
}
