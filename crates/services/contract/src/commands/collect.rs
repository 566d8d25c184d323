//! Fetches the signed form of a contract from whoever made it.

use std::sync::Arc;
use std::time::Duration;

use parvis_chassis::key::hex;
use parvis_events::instant;
use parvis_events::signature::v1::SignatureCompleted;
use parvis_kernel::{Change, ContractId, Timestamp};
use parvis_outbox::{Job, Outcome, Refusal, Tx};
use sha2::{Digest as _, Sha256};

use super::{ended, named};
use crate::Contracts;
use crate::domain::{Contract, Fact, Signing, State};
use crate::error::Error;
use crate::publish::OWNER;
use crate::store;
use crate::store::document::Original;
use crate::store::signed_form::SignedForm;

/// The kind of work that this file does; its key is the contract's id.
pub(crate) const COLLECT: &str = "collect";
/// From this attempt on, bytes that are not what was announced are fetched at long intervals only: they
/// will hardly be put right before somebody announces others, which counts the attempts anew.
const HOPELESS: u32 = 10;
/// The pause between such attempts.
const LONG: Duration = Duration::from_hours(1);

/// Notes where the signed form is, and orders the work of fetching it. A signature in the name of
/// another application is refused as its commands would be.
pub(crate) async fn signed(tx: &mut Tx, heard: SignatureCompleted) -> Result<(), Refusal> {
    let (Some(shown), Some(signed)) = (heard.document, heard.signed) else { return Ok(()) };
    // Somebody else's document is none of our business.
    if shown.owner != OWNER {
        return Ok(());
    }
    let (id, _, found) = named(tx, &shown.id, &heard.application_id).await?;
    if found.is_none() {
        return Ok(());
    }
    let form = SignedForm {
        owner: signed.owner,
        id: signed.id,
        sha256: signed.sha256,
        signed_at: instant(heard.signed_at.as_ref()),
    };
    store::signed_form::announce(tx, id, form).await?;
    let now = tx.now();
    tx.schedule(COLLECT, &id, now).await?;
    Ok(())
}

/// Fetches the signed bytes, checks them, and puts them beside the original.
pub(crate) async fn collect(contracts: Arc<Contracts>, job: Job) -> Result<Outcome, Error> {
    let id = ContractId::parse(&job.key).map_err(|_| Error::Unknown)?;
    let database = &contracts.base.database;
    let Some(contract) = store::contract::any(database.read(), id).await? else {
        return Ok(Outcome::Done);
    };
    let Some(form) = store::signed_form::of(database.read(), id).await? else {
        return Ok(Outcome::Done);
    };
    if contract.state != State::Issued {
        return Ok(Outcome::Done);
    }
    let path = format!("/internal/documents/{}/bytes", form.id);
    let bytes = contracts.base.peers.bytes(&form.owner, &path).await?;
    let original = store::document::original(database.read(), id).await?.ok_or(Error::Unknown)?;
    if !is_signed_form(&bytes, &form, &original) {
        return forged(database.now(), job.attempt);
    }
    let signing = Signing { sha256: form.sha256, at: form.signed_at };
    ended(record(&contracts, &job, contract.sign(signing)?, bytes).await, database.now())
}

async fn record(
    contracts: &Contracts,
    job: &Job,
    signed: Change<Contract, Fact>,
    bytes: Vec<u8>,
) -> Result<(), Error> {
    let mut tx = contracts.base.database.begin().await?;
    tx.belong_to(job);
    let contract = tx.apply(signed).await?;
    store::document::put_signed(&tx, contract.id, bytes).await?;
    Ok(tx.commit().await?)
}

fn forged(now: Timestamp, attempt: u32) -> Result<Outcome, Error> {
    if attempt < HOPELESS {
        return Err(Error::Forged);
    }
    Ok(Outcome::Again { at: now.plus(LONG), why: Error::Forged.to_string() })
}

/// A signed form has the announced hash and goes on where the original ends.
fn is_signed_form(bytes: &[u8], form: &SignedForm, original: &Original) -> bool {
    hex(&Sha256::digest(bytes)) == form.sha256
        && bytes.starts_with(&original.pdf)
        && bytes.len() > original.pdf.len()
}
