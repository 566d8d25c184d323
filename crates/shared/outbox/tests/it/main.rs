//! Nothing said is lost, nothing heard has its effect twice, work is done until it is done.

#![cfg(test)]

mod delivery;
mod leased_work;
mod service;
mod writes;
