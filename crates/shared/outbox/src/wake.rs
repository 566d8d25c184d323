//! Who is woken by a commit. A wake-up is a hint that saves waiting; polling is the truth.

use std::sync::atomic::{AtomicU8, Ordering};

use tokio::sync::{Notify, watch};

const OUTBOX: u8 = 1;
const INBOX: u8 = 2;
const WORK: u8 = 4;
const COMMIT: u8 = 8;

/// The wake-ups of one database.
pub(crate) struct Wake {
    outbox: Notify,
    inbox: Notify,
    work: Notify,
    commits: watch::Sender<u64>,
    /// What other processes on the same database are still to be told.
    untold: AtomicU8,
    to_tell: Notify,
}

impl Default for Wake {
    fn default() -> Self {
        Self {
            outbox: Notify::new(),
            inbox: Notify::new(),
            work: Notify::new(),
            commits: watch::Sender::new(0),
            untold: AtomicU8::new(0),
            to_tell: Notify::new(),
        }
    }
}

impl Wake {
    /// There is something to relay.
    pub(crate) fn relay(&self) {
        self.outbox.notify_one();
        self.tell(OUTBOX);
    }

    /// There is something to handle.
    pub(crate) fn consumer(&self) {
        self.inbox.notify_one();
        self.tell(INBOX);
    }

    /// There may be more to handle than one lane can.
    pub(crate) fn another_lane(&self) {
        self.inbox.notify_one();
    }

    /// There is something to do, or something became due earlier.
    pub(crate) fn worker(&self) {
        self.work.notify_one();
        self.tell(WORK);
    }

    /// Something was written: waiting handlers look again.
    pub(crate) fn committed(&self) {
        self.commits.send_modify(|count| *count += 1);
        self.tell(COMMIT);
    }

    /// Waits until there is something to relay.
    pub(crate) async fn to_relay(&self) {
        self.outbox.notified().await;
    }

    /// Waits until there is something to handle.
    pub(crate) async fn to_handle(&self) {
        self.inbox.notified().await;
    }

    /// Waits until there is something to do.
    pub(crate) async fn to_do(&self) {
        self.work.notified().await;
    }

    /// A view on the commits that this process knows of.
    pub(crate) fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// Waits until other processes are to be told something, and takes all of it together.
    pub(crate) async fn untold(&self) -> u8 {
        loop {
            let untold = self.untold.swap(0, Ordering::AcqRel);
            if untold != 0 {
                return untold;
            }
            self.to_tell.notified().await;
        }
    }

    /// Another process tells what it wrote.
    pub(crate) fn told(&self, what: u8) {
        let wakes = [(OUTBOX, &self.outbox), (INBOX, &self.inbox), (WORK, &self.work)];
        for (bit, sleeper) in wakes {
            if what & bit != 0 {
                sleeper.notify_one();
            }
        }
        self.commits.send_modify(|count| *count += 1);
    }

    /// Something may have been missed.
    pub(crate) fn everybody(&self) {
        self.told(OUTBOX | INBOX | WORK | COMMIT);
    }

    fn tell(&self, what: u8) {
        self.untold.fetch_or(what, Ordering::AcqRel);
        self.to_tell.notify_one();
    }
}
