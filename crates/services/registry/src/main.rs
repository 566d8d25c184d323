//! The registry service as a process of its own.

fn main() -> std::process::ExitCode {
    parvis_chassis::process::run::<parvis_registry::Registry>()
}
