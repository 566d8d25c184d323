//! Work for oneself: a row that is due, leased by whoever does it.

use parvis_kernel::Timestamp;

/// A piece of work under lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The kind of work, a key of the service's work table.
    pub kind: String,
    /// What it is about, for example a signature's id.
    pub key: String,
    /// How often it was started, this time included.
    pub attempt: u32,
    /// When it was first ordered.
    pub ordered_at: Timestamp,
    /// What it belongs to: the onboarding's uuid within a journey.
    pub correlation: Option<String>,
    pub(crate) traceparent: Option<String>,
    pub(crate) generation: i64,
    pub(crate) lease: String,
}

/// What came of a piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done and its row goes away.
    Done,
    /// It must be done again at that time, for example after a fault outside.
    Again {
        /// When it is due again.
        at: Timestamp,
        /// Why, without personal data.
        why: String,
    },
}
