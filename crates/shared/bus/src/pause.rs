//! Pauses that differ from one process to the next, so that a broker that returns is not stormed.

use std::time::Duration;

use rand::Rng as _;

/// Some span between the two.
pub(crate) fn between(shortest: Duration, longest: Duration) -> Duration {
    rand::thread_rng().gen_range(shortest..=longest)
}

/// The pause before the next try after `failed` tries in a row: it doubles from `first` up to
/// `longest`, less up to a half.
pub(crate) fn after(failed: u32, first: Duration, longest: Duration) -> Duration {
    let doubled = first.saturating_mul(2_u32.saturating_pow(failed.saturating_sub(1)));
    let full = doubled.min(longest);
    between(full / 2, full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_grows_to_its_limit_and_never_beyond() {
        let (first, longest) = (Duration::from_millis(200), Duration::from_secs(5));
        for failed in 0..100 {
            let pause = after(failed, first, longest);
            assert!(pause >= first / 2 && pause <= longest, "{failed}: {pause:?}");
        }
        assert!(after(1, first, longest) <= first);
        assert!(after(10, first, longest) >= longest / 2);
    }
}
