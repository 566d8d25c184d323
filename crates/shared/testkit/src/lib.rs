//! For tests only: one service running for real, with everything around it in the test's hands.
//!
//! The service has its own database, HTTP port, relay, consumer and worker. The test is the
//! gateway (it calls with tokens), the other services (it says messages and answers
//! `/internal/` calls), and the clock.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test fails by panicking"
)]

mod answer;
pub mod bodies;
mod clock;
mod ear;
mod ground;
mod neighbour;
mod numbers;
mod postgres;
mod running;
mod servers;
mod world;

pub use answer::Answer;
pub use clock::TestClock;
pub use ground::Ground;
pub use neighbour::Neighbour;
pub use numbers::Numbers;
pub use postgres::TestDatabase;
pub use running::{Running, Setup};
pub use servers::OwnServers;
