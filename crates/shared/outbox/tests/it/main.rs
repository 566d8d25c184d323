//! Nothing said is lost, nothing heard has its effect twice, work is done until it is done.

#![cfg(test)]

mod delivery;
mod depths;
mod history;
mod leased_work;
mod parked;
mod relaying;
mod replicas;
mod service;
mod tls;
mod writes;
