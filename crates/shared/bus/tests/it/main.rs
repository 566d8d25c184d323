//! The bus over a real broker.
#![cfg(test)]

mod backfill;
mod broker;
#[expect(dead_code, reason = "shared with the tests of parvis-events, which use the rest")]
#[path = "../../../events/tests/it/defined.rs"]
mod defined;
mod definitions;
mod delivery;
mod ear;
mod faults;
mod overhearing;
mod own;
mod poison;
mod proxy;
mod replicas;
mod said;
mod users;
mod waves;
