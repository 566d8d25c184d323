//! The gateway between real sockets: clients on one side, services on the other.

#![cfg(test)]

mod browsers;
mod foreign;
mod house;
mod keys;
mod limits;
mod metrics;
mod pages;
mod pool;
mod registry;
mod replicas;
mod revocations;
mod rolling;
mod routes;
mod shared_limits;
mod smuggling;
mod streaming;
mod wire;
