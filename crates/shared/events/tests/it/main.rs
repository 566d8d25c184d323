//! The language between services is what `proto/` says, today and in every fixture ever released.

mod generated;
mod generator;
