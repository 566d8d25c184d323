//! The registry as its callers see it: applications, master keys, and the keys of tenants.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod api_keys;
mod bad_input;
mod desk;
mod keys;
mod profile;
mod register;
mod replicas;
mod resolve;
