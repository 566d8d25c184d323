//! The language between services is what `proto/` says, today and in every fixture ever released.

#![cfg(test)]

mod catalogue;
mod defined;
mod fixtures;
mod generated;
mod generator;
mod permissions;
mod subscriber;
