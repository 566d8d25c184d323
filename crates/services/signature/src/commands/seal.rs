//! What was confirmed is sealed and timestamped. Without a timestamp nothing is signed.

use std::sync::Arc;
use std::time::Duration;

use parvis_chassis::Failure;
use parvis_kernel::{SignatureId, Timestamp};
use parvis_outbox::{Job, Outcome};
use parvis_pades::timestamp::TimestampToken;
use parvis_pades::{Level, Signed, verify};
use serde_json::json;

use crate::Signature;
use crate::adapters::SealKey;
use crate::commands::correlate;
use crate::commands::present::{pause, sha256};
use crate::domain::{Confirmation, Origin, Request, Sealed, Stage};
use crate::error::Error;
use crate::pages::SealSheet;
use crate::store::events::{self, Entry, Happened};
use crate::store::{self, copies};

/// The pauses between tries while the timestamp authority is away; the last one is kept.
const PAUSES: [Duration; 4] = [
    Duration::from_secs(2),
    Duration::from_secs(10),
    Duration::from_mins(1),
    Duration::from_mins(5),
];

/// Seals a confirmed request; its time is the authority's, or it is tried again.
pub(crate) async fn seal(service: Arc<Signature>, job: Job) -> Result<Outcome, Error> {
    let Ok(id) = SignatureId::parse(&job.key) else { return Ok(Outcome::Done) };
    let database = &service.base.database;
    let found = store::by_id(database.read(), id).await?;
    let Some((request, Stage::Confirmed(by))) = found.map(|r| (r.clone(), r.stage)) else {
        return Ok(Outcome::Done);
    };
    let signed = sign(&service, &request, &by).await?;
    let token = match service.timestamps.stamp(signed.imprint(), database.now()).await {
        Ok(token) => token,
        Err(away) => {
            let at = database.now().plus(pause(&PAUSES, job.attempt));
            return Ok(Outcome::Again { at, why: away.to_string() });
        }
    };
    let (pdf, sealed) = finish(&service, signed, token).await?;
    record(&service, id, pdf, sealed).await?;
    Ok(Outcome::Done)
}

async fn sign(service: &Signature, request: &Request, by: &Confirmation) -> Result<Signed, Error> {
    let read = service.base.database.read();
    let copy = copies::presented(read, request.id).await?.ok_or(Error::Unknown)?;
    let drawing = copies::drawing(read, request.id).await?;
    let sheet = SealSheet {
        field: format!("Signature-{}", request.id.uuid().simple()),
        rect: service.settings.seal_rect(),
        is_test: service.seal_key.is_test(),
        locale: request.signer.locale,
        by: by.clone(),
        drawing,
    };
    let (key, catalogue) = (service.seal_key.clone(), service.pages.catalogue());
    let signed = move || Ok(sheet.prepare(&copy.pdf, &catalogue)?.sign(key.key())?);
    service.base.compute(signed).await?
}

async fn finish(
    service: &Signature,
    signed: Signed,
    token: TimestampToken,
) -> Result<(Vec<u8>, Sealed), Error> {
    let (key, now) = (service.seal_key.clone(), service.base.database.now());
    let finished = move || {
        let pdf = signed.finish(Some(&token))?;
        check(&pdf, &key, now)?;
        let authority = token.authority();
        let name = authority.common_name.as_ref().unwrap_or(&authority.distinguished_name);
        let sealed = Sealed {
            sha256: sha256(&pdf),
            at: token.time().into(),
            serial: token.serial(),
            authority: name.clone(),
            stored_at: None,
        };
        Ok((pdf, sealed))
    };
    service.base.compute(finished).await.map_err(|failure: Failure| Error::from(failure))?
}

/// Nothing leaves that a verifier would refuse: the newest signature is whole and timestamped.
fn check(pdf: &[u8], key: &SealKey, now: Timestamp) -> Result<(), Error> {
    let report = verify(pdf, key.trust(), now.date_time()).map_err(|_| Error::Unverified)?;
    let newest = report.signatures.last().ok_or(Error::Unverified)?;
    let whole = newest.intact && newest.covers_whole_file && newest.level == Some(Level::BT);
    if whole { Ok(()) } else { Err(Error::Unverified) }
}

async fn record(
    service: &Signature,
    id: SignatureId,
    pdf: Vec<u8>,
    sealed: Sealed,
) -> Result<(), Error> {
    let mut tx = service.base.database.begin().await?;
    let request = store::locked(&tx, id).await?.ok_or(Error::Unknown)?;
    correlate(&mut tx, &request);
    let detail = json!({
        "signed_sha256": sealed.sha256,
        "timestamp": sealed.at,
        "timestamp_serial": sealed.serial,
        "timestamp_authority": sealed.authority,
    });
    // Sealed by somebody else meanwhile: his seal stands, and this one is dropped.
    let Ok(change) = request.seal(sealed) else { return Ok(()) };
    tx.apply(change).await?;
    copies::keep_signed(&tx, id, pdf).await?;
    let (what, at, origin) = (Happened::Sealed, tx.now(), Origin::default());
    events::add(&tx, Entry { signature: id, what, at, origin, detail }).await?;
    tx.commit().await?;
    Ok(())
}
