//! The gateway between real sockets: clients on one side, services on the other.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browsers;
mod foreign;
mod house;
mod keys;
mod limits;
mod pages;
mod pool;
mod registry;
mod routes;
mod smuggling;
mod streaming;
mod wire;
