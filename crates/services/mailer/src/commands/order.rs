//! Takes the order to send a mail.

use parvis_outbox::{StoreError, Tx};

use super::SEND;
use crate::domain::{Mail, Order};
use crate::store;

/// Records the mail and orders the work. A mail that is known already is not sent again.
pub(crate) async fn order(tx: &mut Tx, order: Order) -> Result<(), StoreError> {
    if store::mail::by_id(&**tx, order.mail).await?.is_some() {
        return Ok(());
    }
    let now = tx.now();
    let mail = tx.apply(Mail::take(order, now)).await?;
    tx.schedule(SEND, &mail.order.mail, now).await
}
