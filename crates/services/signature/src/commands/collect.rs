//! Somebody asks for a signature.

use parvis_outbox::{Refusal, Tx};

use crate::commands::{EXPIRE, FETCH, one_at_a_time};
use crate::domain::{Order, Request};
use crate::store;

/// Keeps the request and orders its document. Asked again, it says again what it said already; a
/// signature that a client's backend brought for the same document answers it.
pub(crate) async fn collect(tx: &mut Tx, order: Order) -> Result<(), Refusal> {
    one_at_a_time(tx, &order.document).await?;
    if let Some(known) = store::locked(tx, order.id).await? {
        if known.application != order.application {
            return Err(Refusal::Poison("the id is another application's".to_owned()));
        }
        tx.apply(known.repeated(order.reference, order.correlation)).await?;
        return Ok(());
    }
    if let Some(brought) = brought(tx, &order).await? {
        tx.apply(brought.repeated(order.reference, order.correlation)).await?;
        return Ok(());
    }
    let request = tx.apply(Request::ordered(order)).await?;
    tx.schedule(FETCH, &request.id, request.created_at).await?;
    tx.schedule(EXPIRE, &request.id, request.expires_at).await?;
    Ok(())
}

async fn brought(tx: &Tx, order: &Order) -> Result<Option<Request>, Refusal> {
    let ours = store::for_application(order.application);
    let document = (order.document.owner.as_str(), order.document.id.as_str());
    let newest = store::newest_locked(tx, ours, document).await?;
    Ok(newest.filter(|request| {
        request.signer.email.is_none() && request.document.sha256 == order.document.sha256
    }))
}
