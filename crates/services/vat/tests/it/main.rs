//! The vat service, seen from outside: over HTTP, over the bus, and from the registers it asks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod fallback;
mod foreign;
mod history;
mod hostile;
mod journey;
mod kept;
mod later;
mod proof;
mod refused;
mod replicas;
mod scene;
mod together;
mod verdicts;
