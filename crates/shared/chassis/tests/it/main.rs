//! What every service does alike, shown on a small one.

#![cfg(test)]

mod counter;
mod idempotency;
mod identity;
mod problems;
mod shutdown;
