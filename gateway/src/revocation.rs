//! Overhears the bus: a revoked key is refused once its revocation is heard. That is a moment after the
//! revocation was answered, since messages leave a service after its commit.

use std::sync::Arc;

use parvis_events::registry::v1::MasterKeyRevoked;
use parvis_events::{Envelope, Payload as _};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::worker::Common;

/// Listens until `stop`.
pub(crate) async fn overhear(
    common: Arc<Common>,
    mut bus: Receiver<Arc<Envelope>>,
    stop: CancellationToken,
) {
    stop.run_until_cancelled(async {
        loop {
            match bus.recv().await {
                Ok(message) if message.kind != MasterKeyRevoked::TYPE => {}
                // Missed messages may have been revocations.
                Ok(_) | Err(RecvError::Lagged(_)) => common.keys.forget(),
                Err(RecvError::Closed) => return,
            }
        }
    })
    .await;
}
