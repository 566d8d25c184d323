//! The whole platform, in one process or in many, the demo, and the operator's commands.

mod announcement;
pub mod apart;
mod cli;
mod demo;
mod demo_application;
mod development;
mod events;
mod operator;
mod output;
mod parked;
mod parts;
mod platform;
mod secrets;
mod up;
mod vat_check;
mod verify;

pub use cli::run;
