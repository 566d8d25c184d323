//! Named points at which a test makes the process die, as if the power had failed.
//!
//! Only builds with the feature `failpoints` have them. `PARVIS_FAILPOINT=vat:after-commit:3` kills
//! the process when the vat service has passed that point for the third time.

/// Dies here if a test asked for it.
#[cfg(feature = "failpoints")]
#[expect(clippy::disallowed_methods, reason = "a test sets it from outside the process")]
pub(crate) fn pass(service: &str, point: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static PASSED: AtomicU32 = AtomicU32::new(0);

    let Ok(wanted) = std::env::var("PARVIS_FAILPOINT") else { return };
    let mut parts = wanted.splitn(3, ':');
    if parts.next() != Some(service) || parts.next() != Some(point) {
        return;
    }
    let wanted = parts.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    if PASSED.fetch_add(1, Ordering::SeqCst) + 1 == wanted {
        std::process::abort();
    }
}

/// Does nothing in a product build.
#[cfg(not(feature = "failpoints"))]
pub(crate) const fn pass(_service: &str, _point: &str) {}
