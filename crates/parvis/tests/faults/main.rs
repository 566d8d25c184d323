//! The fault suite: hurts a running platform in every way of the table, and counts what became of what
//! its clients were promised. `scripts/faults` runs it; each row ends as one line of JSON.
//!
//!     faults [--short] [--row F1]... [--stack embedded|distributed] [--seed N] [--mutants | --no-mutants]

#![cfg(test)]

mod client;
mod counts;
mod mutants;
mod report;
mod rows;
mod stack;
mod suite;
mod witness;

use std::process::ExitCode;

use suite::{Options, Suite};

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(unknown) => {
            println!("{unknown} is none of its options; the head of its source says which are");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let all_held = runtime.block_on(Suite::new(options).run());
    if all_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
