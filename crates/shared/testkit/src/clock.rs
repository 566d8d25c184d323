//! A clock that moves only when a test moves it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use parvis_kernel::{Clock, Timestamp};

/// Stands still at a given instant.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Stands at `at` (RFC 3339).
    pub fn at(at: &str) -> Self {
        Self(AtomicI64::new(Timestamp::parse(at).unwrap().millis()))
    }

    /// Moves on by `span`. Workers see it at their next look, within a second.
    pub fn advance(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}
