//! When an open verification is asked again: quickly at first, then hourly, for three days.

use std::time::Duration;

use parvis_kernel::Timestamp;

/// The early tries, counted from the first one: pauses of 1, 5, 15 and 60 minutes.
const EARLY: [Duration; 4] = [
    Duration::from_mins(1),
    Duration::from_mins(6),
    Duration::from_mins(21),
    Duration::from_mins(81),
];
const LATER: Duration = Duration::from_hours(1);

/// After this time a verification stays open, and is not asked again by itself.
pub(crate) const GIVE_UP: Duration = Duration::from_hours(72);

/// The next try of a verification that began at `began`; none once it is given up.
pub(super) fn next_try(began: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let age = now.since(began);
    let early = EARLY.into_iter().find(|offset| *offset > age);
    let next = early.map_or_else(|| now.plus(LATER), |offset| began.plus(offset));
    (next.since(began) <= GIVE_UP).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_an_hour_and_end_after_three_days() {
        let began = Timestamp::from_millis(1_000_000_000_000);
        let mut at = began;
        let mut pauses = Vec::new();
        while let Some(next) = next_try(began, at) {
            pauses.push(next.since(at).as_secs() / 60);
            at = next;
        }
        assert_eq!(pauses[..6], [1, 5, 15, 60, 60, 60]);
        assert_eq!(at.since(began).as_secs() / 3600, 71);
    }

    #[test]
    fn a_try_that_was_missed_is_not_made_up_for() {
        let began = Timestamp::from_millis(1_000_000_000_000);
        let late = began.plus(Duration::from_mins(50));
        assert_eq!(next_try(began, late), Some(began.plus(Duration::from_mins(81))));
    }
}
