//! What the commands print: results on standard output, everything else on standard error.

use std::io::Write as _;

/// Prints one line on standard output. A reader that went away is no fault.
pub(crate) fn line(text: impl std::fmt::Display) {
    writeln!(std::io::stdout().lock(), "{text}").ok();
}

/// Prints one line on standard output, unless its reader went away.
pub(crate) fn try_line(text: impl std::fmt::Display) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}

/// Prints rows below their heads, each column as wide as it must be. What would command a terminal is
/// shown as a blank.
pub(crate) fn table(heads: &[&str], rows: &[Vec<String>]) {
    let heads = heads.iter().map(ToString::to_string).collect();
    let clean = |cell: &String| cell.replace(char::is_control, " ");
    let rows: Vec<Vec<_>> =
        std::iter::once(&heads).chain(rows).map(|row| row.iter().map(clean).collect()).collect();
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<_> = (0..heads.len()).map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}  "));
        line(cells.collect::<String>().trim_end());
    }
}

/// Prints one line on standard error.
pub(crate) fn note(text: impl std::fmt::Display) {
    writeln!(std::io::stderr().lock(), "{text}").ok();
}

/// Says why a command failed, with all causes.
pub(crate) fn complain(error: &anyhow::Error) {
    note(format_args!("parvis: {error:#}"));
}
