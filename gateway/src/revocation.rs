//! Heeds revocations: a revoked key is refused once its revocation is heard. That is a moment after the
//! revocation was answered, since messages leave a service after its commit.
//!
//! Every gateway hears every revocation. While it can't, it believes nothing for long, and when it can
//! again it forgets all: what it missed may have been revocations.

use std::sync::Arc;

use parvis_bus::Overheard;
use tokio::sync::mpsc::Receiver;

use crate::worker::Common;

/// How many revocations may wait.
pub(crate) const BACKLOG: usize = 64;

/// Ends belief as it is told, until the overhearing ends.
pub(crate) async fn heed(common: Arc<Common>, mut heard: Receiver<Overheard>) {
    while let Some(heard) = heard.recv().await {
        match heard {
            Overheard::Message(_) => common.keys.forget(),
            Overheard::Away => common.keys.go_deaf(),
            Overheard::Back => common.keys.hear_again(),
        }
    }
    common.keys.go_deaf();
}
