//! What the commands print: results on standard output, everything else on standard error.

use std::io::Write as _;

/// Prints one line on standard output. A reader that went away is no fault.
pub(crate) fn line(text: impl std::fmt::Display) {
    writeln!(std::io::stdout().lock(), "{text}").ok();
}

/// Prints one line on standard error.
pub(crate) fn note(text: impl std::fmt::Display) {
    writeln!(std::io::stderr().lock(), "{text}").ok();
}

/// Says why a command failed, with all causes.
pub(crate) fn complain(error: &anyhow::Error) {
    note(format_args!("parvis: {error:#}"));
}
