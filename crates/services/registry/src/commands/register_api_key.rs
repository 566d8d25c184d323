//! Keeps the hash of a tenant's API key.

use parvis_outbox::{Refusal, Tx};

use crate::domain::ApiKey;
use crate::store;

/// Keeps a new key. The same key again is said to be known again; another key under its id is refused.
pub(crate) async fn register_api_key(
    tx: &mut Tx,
    key: ApiKey,
    reference: String,
) -> Result<(), Refusal> {
    if store::application::by_id(&**tx, key.application).await?.is_none() {
        return Err(Refusal::Poison("the application is not registered".into()));
    }
    let change = match store::api_key::locked(tx, &key.id).await? {
        None => key.register(reference),
        Some(known) if !known.is_same(&key) => {
            return Err(Refusal::Poison("another key has this id".into()));
        }
        Some(known) if known.is_live() => known.repeat(reference),
        // Revoked meanwhile: that it was known once helps nobody.
        Some(_) => return Ok(()),
    };
    tx.apply(change).await?;
    Ok(())
}
