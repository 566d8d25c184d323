//! The whole platform in one process, the demo, and the operator's commands.

mod announcement;
mod cli;
mod demo;
mod demo_application;
mod heap;
mod output;
mod platform;
mod up;
mod vat_check;
mod verify;

pub use cli::run;
