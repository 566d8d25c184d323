//! Exact limits: at most so many calls of one caller within any hour.
//!
//! All gateways count together in Redis, where the settings name one. While it is away each gateway counts
//! by itself, from what it admitted in the last hour: nobody is refused for that, and nobody is unlimited.

mod ledger;
mod roots;
mod window;

use std::net::IpAddr;
use std::time::Duration;

use parvis_chassis::{Keyring, Shared};
use parvis_kernel::{ApplicationId, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::routes::Limit;
use crate::settings::Settings;
use ledger::Ledger;
pub(crate) use ledger::{BadUrl, is_usable};
use window::Window;

const HOUR: Duration = Duration::from_hours(1);

/// Whose calls are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Caller {
    Application(ApplicationId),
    /// As [`crate::address::network`] writes it.
    Address(IpAddr),
}

/// What one limit says about one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) policy: &'static str,
    /// Calls in any window.
    pub(crate) quota: usize,
    /// The window.
    pub(crate) window: Duration,
    pub(crate) admitted: bool,
    /// Calls left.
    pub(crate) remaining: usize,
    /// How long until one more is admitted than now.
    pub(crate) reset: Duration,
}

/// One limit.
#[derive(Debug, Clone, Copy)]
struct Policy {
    name: &'static str,
    /// Calls in any hour.
    quota: usize,
}

/// All limits; the workers share them.
pub(crate) struct Limits {
    start: Counter,
    status: Counter,
    address: Counter,
    pages: Counter,
    shared: Option<Ledger>,
}

struct Counter {
    policy: Policy,
    window: Window,
}

impl Limits {
    pub(crate) fn new(
        settings: &Settings,
        shared: &Shared,
        keyring: &Keyring,
    ) -> Result<Self, BadUrl> {
        let (roots, patience) = (&shared.backend_roots, settings.time_limits().count);
        let counter = |name, quota| {
            let policy = Policy { name, quota };
            Counter { policy, window: Window::new(policy, settings.counted_callers) }
        };
        Ok(Self {
            start: counter("start", settings.start_per_hour),
            status: counter("status", settings.status_per_hour),
            address: counter("address", settings.keyless_per_hour),
            pages: counter("pages", settings.pages_per_hour),
            shared: Ledger::open(&settings.limits, roots, patience, keyring.clone())?,
        })
    }

    /// Counts a call against a limit; nothing where there is none.
    pub(crate) async fn count(
        &self,
        limit: Limit,
        caller: Caller,
        now: Timestamp,
    ) -> Option<Count> {
        let Counter { policy, window } = match limit {
            Limit::Unlimited => return None,
            Limit::Start => &self.start,
            Limit::Status => &self.status,
            Limit::Address => &self.address,
            Limit::Pages => &self.pages,
        };
        let shared = match &self.shared {
            Some(ledger) => ledger.count(*policy, caller, HOUR).await,
            None => None,
        };
        let Some(count) = shared else { return Some(window.count(caller, now)) };
        if count.admitted {
            window.note(caller, now);
        }
        Some(count)
    }

    /// Keeps the connection to the shared count, until `stop`.
    pub(crate) async fn keep_connected(&self, stop: CancellationToken) {
        if let Some(ledger) = &self.shared {
            stop.run_until_cancelled(ledger.keep_connected()).await;
        }
    }
}

impl Policy {
    const fn count(self, admitted: bool, remaining: usize, reset: Duration) -> Count {
        let Self { name: policy, quota } = self;
        Count { policy, quota, window: HOUR, admitted, remaining, reset }
    }
}
