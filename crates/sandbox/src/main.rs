//! The sandbox as a process of its own: every upstream in one.

fn main() -> std::process::ExitCode {
    parvis_sandbox::command::run()
}
