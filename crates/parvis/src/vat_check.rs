//! `parvis vat-check`: offline checks of VAT numbers.

use std::io::BufRead as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use parvis_vatid::VatNumber;
use serde_json::json;

use crate::cli::VatCheck;
use crate::output;

/// Checks each number; fails when one of them is not valid.
pub(crate) fn run(options: &VatCheck) -> Result<ExitCode> {
    let mut all_valid = true;
    for number in &options.numbers {
        if number != "-" {
            all_valid &= check(number, options.json);
            continue;
        }
        for line in std::io::stdin().lock().lines() {
            let line = line.context("standard input")?;
            if !line.trim().is_empty() {
                all_valid &= check(&line, options.json);
            }
        }
    }
    Ok(if all_valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks one number and prints the answer. A contested check digit is no proof against the number,
/// so it counts as valid and carries its doubt.
fn check(input: &str, as_json: bool) -> bool {
    let parsed = VatNumber::parse(input);
    let text = match &parsed {
        Ok(number) if as_json => {
            let mut line =
                json!({ "input": input, "valid": true, "canonical": number.canonical() });
            if let Some(doubt) = number.doubt() {
                line["doubt"] = json!(doubt.code());
            }
            line.to_string()
        }
        Ok(number) => match number.doubt() {
            Some(doubt) => format!("{number}  valid, doubtful {}", doubt.code()),
            None => format!("{number}  valid"),
        },
        Err(error) if as_json => {
            json!({ "input": input, "valid": false, "error": error.code() }).to_string()
        }
        Err(error) => format!("{input}  invalid: {}", error.code()),
    };
    output::line(text);
    parsed.is_ok()
}
