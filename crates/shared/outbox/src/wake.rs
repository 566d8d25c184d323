//! Who is woken by a commit. A wake-up is a hint that saves waiting; polling is the truth.

use tokio::sync::{Notify, watch};

/// The wake-ups of one database.
pub(crate) struct Wake {
    /// There is something to relay.
    pub(crate) outbox: Notify,
    /// There is something to handle.
    pub(crate) inbox: Notify,
    /// There is something to do, or something became due earlier.
    pub(crate) work: Notify,
    commits: watch::Sender<u64>,
}

impl Default for Wake {
    fn default() -> Self {
        Self {
            outbox: Notify::new(),
            inbox: Notify::new(),
            work: Notify::new(),
            commits: watch::Sender::new(0),
        }
    }
}

impl Wake {
    /// Tells all waiting handlers that something was written.
    pub(crate) fn committed(&self) {
        self.commits.send_modify(|count| *count += 1);
    }

    /// A view on the commits of this process.
    pub(crate) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }
}
