//! The whole system from outside, and the rules of the house.

#![cfg(test)]

mod apart;
mod bad_input;
mod catalogue;
mod collector;
mod command_line;
mod databases;
mod discretion;
mod embedded;
mod entities;
mod ground;
mod killed;
mod metrics;
mod open_pages;
mod operators;
mod operators_broker;
mod platform;
mod replays;
mod restarted;
mod samples;
mod source_documents;
mod tidy;
mod traces;
