//! The signature service, seen from outside: by the signer, by a client's backend, by other services.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bring;
mod closed;
mod desk;
mod forms;
mod inside;
mod paper;
mod replicas;
mod seal;
mod signing;
