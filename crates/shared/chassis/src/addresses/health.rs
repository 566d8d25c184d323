//! Whether a replica may be called: one that failed rests for a while, longer with each failure.

use std::time::{Duration, Instant};

/// The first rest; each further failure doubles it.
const FIRST: Duration = Duration::from_secs(1);
/// The longest rest.
const LONGEST: Duration = Duration::from_secs(4);

/// What one caller knows about one replica.
#[derive(Debug, Clone, Default)]
pub struct Health {
    failures: u32,
    until: Option<Instant>,
}

impl Health {
    /// It failed: it rests.
    pub fn rest(&mut self, now: Instant) {
        let rest = FIRST.saturating_mul(2_u32.saturating_pow(self.failures)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        self.until = Some(now + rest);
    }

    /// It may fail soon, or is not known yet: it is to be tried before it is relied on.
    pub fn doubt(&mut self, now: Instant) {
        self.until.get_or_insert(now);
    }

    /// It works.
    pub fn recover(&mut self) {
        *self = Self::default();
    }

    /// Whether nothing is known against it.
    pub const fn is_well(&self) -> bool {
        self.until.is_none()
    }

    /// Whether it failed, and has not recovered.
    pub const fn has_failed(&self) -> bool {
        self.failures > 0
    }

    /// Whether it has rested, and may be tried.
    pub fn has_rested(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| now >= until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_doubles_the_rest_and_a_success_ends_it() {
        let (mut health, mut now) = (Health::default(), Instant::now());
        for seconds in [1, 2, 4, 4] {
            health.rest(now);
            assert!(!health.is_well());
            assert!(!health.has_rested(now + Duration::from_millis(seconds * 1000 - 1)));
            now += Duration::from_secs(seconds);
            assert!(health.has_rested(now));
        }
        health.recover();
        assert!(health.is_well() && health.has_rested(now));
        health.rest(now);
        assert!(health.has_rested(now + FIRST));
    }

    #[test]
    fn a_doubted_one_may_be_tried_at_once_and_doubt_ends_no_rest() {
        let (mut health, now) = (Health::default(), Instant::now());
        health.doubt(now);
        assert!(!health.is_well() && health.has_rested(now));
        health.rest(now);
        health.doubt(now);
        assert!(!health.has_rested(now));
    }
}
