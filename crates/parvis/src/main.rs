//! The `parvis` command: the whole platform in one process or in many, the demo, and offline checks.

use std::process::ExitCode;

fn main() -> ExitCode {
    parvis_chassis::install_tls();
    parvis::run()
}
