//! `parvis verify`: the signatures of a PDF, checked without any server.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, ensure};
use parvis_kernel::{Clock as _, SystemClock};
use parvis_pades::{Report, SignatureReport, TrustRoots};
use serde::Serialize;

use crate::cli::Verify;
use crate::output;

/// Succeeds when the file is signed, every signature is intact and, with `--trust`, trusted.
pub(crate) fn run(options: &Verify) -> Result<ExitCode> {
    let pdf = read(&options.file)?;
    let roots = match &options.trust {
        Some(path) => String::from_utf8(read(path)?).context("the trust roots are no PEM")?,
        None => String::new(),
    };
    let asked = options.trust.is_some();
    ensure!(!asked || roots.contains("BEGIN CERTIFICATE"), "the trust roots hold no certificate");
    let report = check(&pdf, &roots)?;
    if options.json {
        output::line(serde_json::to_string(&report)?);
    } else {
        print(&report, asked);
    }
    let good = holds(&report, asked);
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Examines the signatures of a PDF; `roots` is PEM, and may be empty: then nothing is trusted.
pub(crate) fn check(pdf: &[u8], roots: &str) -> Result<Report> {
    let roots = if roots.is_empty() {
        TrustRoots::from_der(Vec::<Vec<u8>>::new())
    } else {
        TrustRoots::from_pem(roots)
    };
    let roots = roots.context("the trust roots can't be used")?;
    parvis_pades::verify(pdf, &roots, SystemClock.now().date_time()).context("not a readable PDF")
}

/// Whether everything that was asked for holds: signed at all, intact, and trusted where roots are given.
pub(crate) fn holds(report: &Report, with_trust: bool) -> bool {
    let good =
        |s: &SignatureReport| s.intact && s.byte_range_well_formed && (s.trusted || !with_trust);
    // The last signature must cover what a reader sees; earlier ones cover their own revision.
    let whole = report.signatures.last().is_some_and(|s| s.covers_whole_file);
    whole && report.signatures.iter().all(good)
}

/// The word by which a report names a level or a reason, as in its JSON.
pub(crate) fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} can't be read", path.display()))
}

fn print(report: &Report, asked: bool) {
    if report.signatures.is_empty() {
        output::line("not signed");
    }
    for signature in &report.signatures {
        let yes = |is: bool| if is { "yes" } else { "no" };
        output::line(&signature.field);
        if let Some(signer) = &signature.signer {
            output::line(format_args!("  signer       {}", signer.distinguished_name));
        }
        output::line(format_args!("  intact       {}", yes(signature.intact)));
        output::line(format_args!("  whole file   {}", yes(signature.covers_whole_file)));
        let trusted =
            if asked { yes(signature.trusted) } else { "not asked: give --trust ROOT.pem" };
        output::line(format_args!("  trusted      {trusted}"));
        if let Some(level) = signature.level {
            output::line(format_args!("  level        {}", word(&level)));
        }
        if let Some(timestamp) = &signature.timestamp {
            let trusted = if timestamp.trusted { "trusted" } else { "not trusted" };
            output::line(format_args!("  timestamp    {} ({trusted})", timestamp.time));
        }
        for reason in &signature.reasons {
            output::line(format_args!("  reason       {}", word(reason)));
        }
    }
}
