//! Exact limits: at most so many calls of one caller within any hour.
//!
//! Each caller has a log of the instants of his admitted calls; what is older than an hour is gone.
//! Refused calls are not logged, so patience is always rewarded.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use parvis_kernel::{ApplicationId, Timestamp};

use crate::routes::Limit;
use crate::settings::Settings;

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

/// All limits; the workers share them.
pub(crate) struct Limits {
    start: Window,
    status: Window,
    address: Window,
    pages: Window,
}

impl Limits {
    pub(crate) fn new(settings: &Settings) -> Self {
        let window = |policy, quota| Window::new(policy, quota, settings.counted_callers);
        Self {
            start: window("start", settings.start_per_hour),
            status: window("status", settings.status_per_hour),
            address: window("address", settings.keyless_per_hour),
            pages: window("pages", settings.pages_per_hour),
        }
    }

    /// Counts a call against a limit; nothing where there is none.
    pub(crate) fn count(&self, limit: Limit, caller: Caller, now: Timestamp) -> Option<Count> {
        match limit {
            Limit::Unlimited => None,
            Limit::Start => Some(self.start.count(caller, now)),
            Limit::Status => Some(self.status.count(caller, now)),
            Limit::Address => Some(self.address.count(caller, now)),
            Limit::Pages => Some(self.pages.count(caller, now)),
        }
    }
}

type Log = Arc<Mutex<VecDeque<Timestamp>>>;

struct Window {
    policy: &'static str,
    quota: usize,
    logs: Cache<Caller, Log>,
}

impl Window {
    fn new(policy: &'static str, quota: usize, callers: u64) -> Self {
        // A log that nobody touched for an hour says nothing any more.
        let logs = Cache::builder()
            .max_capacity(callers)
            .time_to_idle(HOUR)
            .eviction_policy(EvictionPolicy::lru())
            .build();
        Self { policy, quota, logs }
    }

    fn count(&self, caller: Caller, now: Timestamp) -> Count {
        let log = self.logs.get_with(caller, Log::default);
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        while log.front().is_some_and(|at| now.since(*at) >= HOUR) {
            log.pop_front();
        }
        let admitted = log.len() < self.quota;
        if admitted {
            log.push_back(now);
        }
        let (policy, quota, remaining) = (self.policy, self.quota, self.quota - log.len());
        let oldest = log.front().copied().unwrap_or(now);
        let reset = oldest.plus(HOUR).since(now);
        Count { policy, quota, window: HOUR, admitted, remaining, reset }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000)
    }

    fn after(span: Duration) -> Timestamp {
        start().plus(span)
    }

    #[test]
    fn any_hour_holds_no_more_than_the_quota() {
        let window = Window::new("start", 3, 10);
        let caller = Caller::Application(ApplicationId::fresh());
        // Two late in the first hour, so that a fixed window would admit five within minutes.
        for minutes in [0, 58, 59] {
            assert!(window.count(caller, after(Duration::from_mins(minutes))).admitted);
        }
        let refused = window.count(caller, after(HOUR).minus(Duration::from_millis(1)));
        assert_eq!((refused.admitted, refused.remaining), (false, 0));
        assert_eq!(refused.reset, Duration::from_millis(1));
        assert!(window.count(caller, after(HOUR)).admitted);
        let refused = window.count(caller, after(HOUR));
        assert_eq!((refused.admitted, refused.reset), (false, Duration::from_mins(58)));
    }

    #[test]
    fn each_caller_has_his_own_count() {
        let window = Window::new("start", 1, 10);
        for _ in 0..3 {
            let caller = Caller::Application(ApplicationId::fresh());
            assert!(window.count(caller, start()).admitted);
        }
    }

    #[test]
    fn callers_beyond_the_capacity_are_forgotten() {
        let window = Window::new("address", 5, 100);
        for last in 0..10_000_u32 {
            window.count(Caller::Address(IpAddr::V4(last.into())), start());
        }
        window.logs.run_pending_tasks();
        assert!(window.logs.entry_count() <= 100);
    }
}
