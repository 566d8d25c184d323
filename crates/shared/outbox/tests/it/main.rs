//! Nothing said is lost, nothing heard has its effect twice, work is done until it is done.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod delivery;
mod leased_work;
mod service;
mod writes;
