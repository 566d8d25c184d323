//! Whether all who joined hear.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The services that joined, and whether each hears now.
#[derive(Default)]
pub(super) struct Readiness(Mutex<BTreeMap<&'static str, bool>>);

impl Readiness {
    /// A service wants to hear.
    pub(super) fn joins(&self, service: &'static str) {
        self.services().entry(service).or_default();
    }

    /// A service hears until the answer is dropped.
    pub(super) fn hears(&self, service: &'static str) -> Hearing<'_> {
        self.services().insert(service, true);
        Hearing { readiness: self, service }
    }

    /// A service wants to hear no more.
    pub(super) fn leaves(&self, service: &'static str) {
        self.services().remove(service);
    }

    pub(super) fn all_hear(&self) -> bool {
        self.services().values().all(|hears| *hears)
    }

    fn services(&self) -> MutexGuard<'_, BTreeMap<&'static str, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A service hears while this lives.
pub(super) struct Hearing<'a> {
    readiness: &'a Readiness,
    service: &'static str,
}

impl Drop for Hearing<'_> {
    fn drop(&mut self) {
        self.readiness.services().insert(self.service, false);
    }
}
