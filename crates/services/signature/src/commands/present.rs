//! The document is fetched from its owner and shown to the signer.

use std::sync::Arc;
use std::time::Duration;

use parvis_chassis::peers::PeerError;
use parvis_kernel::{ApplicationId, SignatureId};
use parvis_outbox::{Job, Outcome};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::Signature;
use crate::commands::correlate;
use crate::domain::{DocumentRef, Stage};
use crate::error::Error;
use crate::store::{self, copies};

/// The pauses between tries; the last one is kept.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(2),
    Duration::from_secs(10),
    Duration::from_mins(1),
    Duration::from_mins(10),
];

/// What the owner says about a document.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Described {
    pub(crate) application_id: ApplicationId,
    pub(crate) sha256: String,
    pub(crate) title: String,
    pub(crate) status: String,
}

/// Fetches the document and shows it to the signer; tried again until the request is void.
pub(crate) async fn present(service: Arc<Signature>, job: Job) -> Result<Outcome, Error> {
    let Ok(id) = SignatureId::parse(&job.key) else { return Ok(Outcome::Done) };
    match fetched(&service, id).await {
        Ok(()) => Ok(Outcome::Done),
        Err(error @ (Error::Peer(_) | Error::Differs)) => {
            let at = service.base.database.now().plus(pause(&PAUSES, job.attempt));
            Ok(Outcome::Again { at, why: error.to_string() })
        }
        Err(error) => Err(error),
    }
}

/// Fetches the document of a request that still waits for it.
pub(crate) async fn fetched(service: &Signature, id: SignatureId) -> Result<(), Error> {
    let database = &service.base.database;
    let Some(request) = store::by_id(database.read(), id).await? else { return Ok(()) };
    let Stage::Ordered = request.stage else { return Ok(()) };
    let described = describe(service, &request.document).await?;
    let copy = fetch(service, &request.document).await?;

    let mut tx = database.begin().await?;
    let Some(request) = store::locked(&tx, id).await? else { return Ok(()) };
    correlate(&mut tx, &request);
    // Taken back or shown meanwhile: there is nothing left to do.
    let Ok(change) = request.presented(described.title) else { return Ok(()) };
    tx.apply(change).await?;
    copies::keep_presented(&tx, id, copy).await?;
    tx.commit().await?;
    Ok(())
}

/// What its owner says about a document.
pub(crate) async fn describe(
    service: &Signature,
    document: &DocumentRef,
) -> Result<Described, Error> {
    let path = format!("/internal/documents/{}", document.id);
    Ok(service.base.peers.json(&document.owner, &path).await?)
}

/// The document's two forms; its bytes must be those that were named. An owner need not have an HTML
/// form: the signer then reads the PDF.
pub(crate) async fn fetch(
    service: &Signature,
    document: &DocumentRef,
) -> Result<copies::Presented, Error> {
    let peers = &service.base.peers;
    let path = format!("/internal/documents/{}", document.id);
    let pdf = peers.bytes(&document.owner, &format!("{path}/bytes")).await?;
    if sha256(&pdf) != document.sha256 {
        return Err(Error::Differs);
    }
    let html = match peers.bytes(&document.owner, &format!("{path}/html")).await {
        Ok(html) => String::from_utf8_lossy(&html).into_owned(),
        Err(PeerError::Absent) => String::new(),
        Err(error) => return Err(error.into()),
    };
    Ok(copies::Presented { pdf, html })
}

/// SHA-256 as 64 lower-case hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// How long to wait after a try, counted from 1.
pub(crate) fn pause(pauses: &[Duration], attempt: u32) -> Duration {
    let at = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    pauses.get(at).or(pauses.last()).copied().unwrap_or(Duration::from_mins(1))
}
