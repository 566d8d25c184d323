//! One file per verb: load, decide, apply, commit.

mod bring;
mod collect;
mod confirm;
mod decline;
mod expire;
mod find;
mod present;
mod record;
mod seal;
mod stored;
mod withdraw;

use parvis_outbox::{StoreError, Tx};

use crate::domain::{DocumentRef, Request};

pub(crate) use bring::{Brought, bring};
pub(crate) use collect::collect;
pub(crate) use confirm::{Confirming, confirm};
pub(crate) use decline::decline;
pub(crate) use expire::expire;
pub(crate) use find::{copy, find, signed_copy};
pub(crate) use present::present;
pub(crate) use record::record;
pub(crate) use seal::seal;
pub(crate) use stored::stored;
pub(crate) use withdraw::withdraw;

/// Lets a write, its messages and its work carry on what the request belongs to.
fn correlate(tx: &mut Tx, request: &Request) {
    if let Some(uuid) = &request.correlation {
        tx.correlate(uuid);
    }
}

/// Lets one write at a time decide whether a document has a request already: it is asked for by message
/// and brought by the API, and two requests would be two signatures.
async fn one_at_a_time(tx: &Tx, document: &DocumentRef) -> Result<(), StoreError> {
    tx.alone(&format!("document/{}/{}", document.owner, document.id)).await
}

/// Fetch a document from its owner.
pub(crate) const FETCH: &str = "fetch";
/// Seal and timestamp what was confirmed.
pub(crate) const SEAL: &str = "seal";
/// Give up what nobody signed in time.
pub(crate) const EXPIRE: &str = "expire";
