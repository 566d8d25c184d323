//! The count of one process, in its memory.
//!
//! Each caller has a log of the instants of his admitted calls; what is older than an hour is gone.
//! Refused calls are not logged, so patience is always rewarded.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use parvis_kernel::Timestamp;

use super::{Caller, Count, HOUR, Policy};

type Log = Arc<Mutex<VecDeque<Timestamp>>>;

pub(super) struct Window {
    policy: Policy,
    logs: Cache<Caller, Log>,
}

impl Window {
    pub(super) fn new(policy: Policy, callers: u64) -> Self {
        // A log that nobody touched for an hour says nothing any more.
        let logs = Cache::builder()
            .max_capacity(callers)
            .time_to_idle(HOUR)
            .eviction_policy(EvictionPolicy::lru())
            .build();
        Self { policy, logs }
    }

    /// Counts a call, if it is admitted.
    pub(super) fn count(&self, caller: Caller, now: Timestamp) -> Count {
        let log = self.logs.get_with(caller, Log::default);
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        while log.front().is_some_and(|at| now.since(*at) >= HOUR) {
            log.pop_front();
        }
        let quota = self.policy.quota;
        let admitted = log.len() < quota;
        if admitted {
            log.push_back(now);
        }
        let oldest = log.front().copied().unwrap_or(now);
        let reset = oldest.plus(HOUR).since(now);
        self.policy.count(admitted, quota - log.len(), reset)
    }

    /// Logs a call that was admitted by another count.
    pub(super) fn note(&self, caller: Caller, now: Timestamp) {
        let log = self.logs.get_with(caller, Log::default);
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        if log.len() >= self.policy.quota {
            log.pop_front();
        }
        log.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;
    use std::time::Duration;

    use parvis_kernel::ApplicationId;

    use super::*;

    fn window(name: &'static str, quota: usize, callers: u64) -> Window {
        Window::new(Policy { name, quota }, callers)
    }

    fn start() -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000)
    }

    fn after(span: Duration) -> Timestamp {
        start().plus(span)
    }

    #[test]
    fn any_hour_holds_no_more_than_the_quota() {
        let counted = window("start", 3, 10);
        let caller = Caller::Application(ApplicationId::fresh());
        // Two late in the first hour, so that a fixed window would admit five within minutes.
        for minutes in [0, 58, 59] {
            assert!(counted.count(caller, after(Duration::from_mins(minutes))).admitted);
        }
        let refused = counted.count(caller, after(HOUR).minus(Duration::from_millis(1)));
        assert_eq!((refused.admitted, refused.remaining), (false, 0));
        assert_eq!(refused.reset, Duration::from_millis(1));
        assert!(counted.count(caller, after(HOUR)).admitted);
        let refused = counted.count(caller, after(HOUR));
        assert_eq!((refused.admitted, refused.reset), (false, Duration::from_mins(58)));
    }

    #[test]
    fn each_caller_has_his_own_count() {
        let counted = window("start", 1, 10);
        for _ in 0..3 {
            let caller = Caller::Application(ApplicationId::fresh());
            assert!(counted.count(caller, start()).admitted);
        }
    }

    #[test]
    fn callers_beyond_the_capacity_are_forgotten() {
        let counted = window("address", 5, 100);
        for last in 0..10_000_u32 {
            counted.count(Caller::Address(IpAddr::V4(last.into())), start());
        }
        counted.logs.run_pending_tasks();
        assert!(counted.logs.entry_count() <= 100);
    }
}
