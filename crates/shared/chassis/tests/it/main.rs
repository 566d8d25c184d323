//! What every service does alike, shown on a small one.

#![cfg(test)]

mod counter;
mod idempotency;
mod identity;
mod metrics;
mod operations;
mod peers;
mod problems;
mod replicas;
mod shutdown;
