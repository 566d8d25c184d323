//! The language between services is what `proto/` says, today and in every fixture ever released.

#![cfg(test)]

mod fixtures;
mod generated;
mod generator;
