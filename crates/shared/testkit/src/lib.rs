//! For tests only: one service running for real, with everything around it in the test's hands.
//!
//! The service has its own database file, HTTP port, relay, consumer and worker. The test is the
//! gateway (it calls with tokens), the other services (it says messages and answers
//! `/internal/` calls), and the clock.

#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test fails by panicking")]

mod answer;
mod clock;
mod ear;
mod neighbour;
mod running;

pub use answer::Answer;
pub use clock::TestClock;
pub use neighbour::Neighbour;
pub use running::{Running, Setup};
