//! The load, and the numbers of the distributed form: clients that do the whole journey against a platform
//! in processes of its own. `scripts/load` and `scripts/bench distributed` run it; each row ends as one
//! line of JSON.
//!
//!     load [--short] [--row journeys]... [--clients N] [--seconds N]

#![cfg(test)]

mod calls;
mod house;
mod journey;
mod loops;
mod machine;
mod numbers;
mod options;
mod platform;
mod postman;
mod rows;
mod sql;
mod statements;
mod tally;

use std::process::ExitCode;

use options::Options;

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(unknown) => {
            println!("{unknown} is none of its options; the head of its source says which are");
            return ExitCode::from(2);
        }
    };
    parvis_chassis::install_tls();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let all_held = runtime.block_on(rows::run(&options));
    if all_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
