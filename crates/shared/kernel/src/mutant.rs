//! Safeguards that the fault suite takes out, to see that it would notice.
//!
//! Only builds with the feature `mutants` can: `PARVIS_MUTANT=mandatory` takes that one out. In a
//! product build the question is answered when it is compiled.

/// Whether the safeguard `name` is taken out.
#[cfg(feature = "mutants")]
#[expect(clippy::disallowed_methods, reason = "the fault suite sets it from outside the process")]
pub fn without(name: &str) -> bool {
    use std::sync::OnceLock;
    static MUTANT: OnceLock<Option<String>> = OnceLock::new();

    MUTANT.get_or_init(|| std::env::var("PARVIS_MUTANT").ok()).as_deref() == Some(name)
}

/// No safeguard is ever taken out of a product build.
#[cfg(not(feature = "mutants"))]
pub const fn without(_name: &str) -> bool {
    false
}
