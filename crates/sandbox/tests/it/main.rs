//! The sandbox as its clients see it: every protocol spoken by a real client.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod dns;
mod faults;
mod inbox;
mod kept;
mod running;
mod sirene;
mod tsa;
mod vies;
