//! The whole system from outside, and the rules of the house.

#![cfg(test)]

mod bad_input;
mod command_line;
mod databases;
mod discretion;
mod killed;
mod open_pages;
mod platform;
mod replays;
mod restarted;
mod samples;
mod source_documents;
mod tidy;
