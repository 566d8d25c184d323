//! The whole system from outside, and the rules of the house.

#![cfg(test)]

mod command_line;
mod killed;
mod platform;
mod restarted;
mod source_documents;
mod tidy;
