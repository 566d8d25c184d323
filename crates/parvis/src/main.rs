//! The `parvis` command.
fn main() {}
