//! What a row came to: one line of JSON.

use serde::Serialize;

use crate::counts::Counts;

/// One row of the table of faults on one stack.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    #[serde(rename = "row")]
    pub(crate) name: &'static str,
    pub(crate) stack: &'static str,
    /// How often the fault was made.
    pub(crate) runs: usize,
    /// What the client's own ledger holds.
    pub(crate) accepted: usize,
    /// Accepted, and not there or not carried out in the end.
    pub(crate) lost: usize,
    /// Effects that happened more than once.
    pub(crate) doubled: usize,
    /// Messages that a service heard after a later one about the same aggregate.
    pub(crate) out_of_order: usize,
    /// Messages that wait for an operator.
    pub(crate) parked: usize,
    /// Whether everything that the row promises held.
    pub(crate) ok: bool,
    /// What else did not hold, in words; absent from a row that is ok.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) broken: Vec<String>,
}

impl Row {
    /// A row whose `poison` messages, and no others, must be parked.
    pub(crate) fn of(name: &'static str, runs: usize, counts: Counts, poison: usize) -> Self {
        let Counts { stack, accepted, lost, doubled, out_of_order, parked, mut broken } = counts;
        if parked != poison {
            broken.push(format!("{parked} parked, {poison} poisonous"));
        }
        let ok = lost == 0 && doubled == 0 && out_of_order == 0 && broken.is_empty();
        Self { name, stack, runs, accepted, lost, doubled, out_of_order, parked, ok, broken }
    }

    /// Adds a promise of this row's own.
    #[must_use]
    pub(crate) fn and(mut self, holds: bool, otherwise: impl Into<String>) -> Self {
        if !holds {
            self.ok = false;
            self.broken.push(otherwise.into());
        }
        self
    }
}

/// Whether a row noticed that something was taken out of the product.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Mutant {
    pub(crate) row: &'static str,
    #[serde(rename = "mutant")]
    pub(crate) name: &'static str,
    pub(crate) caught: bool,
}
