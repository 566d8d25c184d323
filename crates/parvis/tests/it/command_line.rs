//! The commands as a newcomer types them.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn parvis(arguments: &[&str], input: &str) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_parvis"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn vat_check_answers_one_line_a_number() {
    let output = parvis(&["vat-check", "--json", "be 0477.472.701", "FR12345678900"], "");
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    assert_eq!(lines[0]["canonical"], "BE0477472701");
    assert_eq!((&lines[0]["valid"], &lines[0]["input"]), (&true.into(), &"be 0477.472.701".into()));
    assert_eq!((&lines[1]["valid"], &lines[1]["error"]), (&false.into(), &"check_digit".into()));
}

#[test]
fn vat_check_reads_lines_from_standard_input() {
    let output = parvis(&["vat-check", "--json", "-"], "BE0477472701\n\nFR83404833048\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(lines(&output).len(), 2);
}

#[test]
fn a_wrong_use_is_told_and_exits_with_2() {
    for arguments in [&["vat-check"][..], &["nothing"], &["demo", "--gateway", "http://127.0.0.1"]]
    {
        let output = parvis(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty());
    }
}

#[test]
fn what_is_no_signed_pdf_does_not_verify() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no.pdf");
    std::fs::write(&path, "this is no PDF").unwrap();
    let output = parvis(&["verify", path.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(1));
    let missing = parvis(&["verify", "/nowhere/at-all.pdf"], "");
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("can't be read"));
}

#[test]
fn the_demo_onboards_a_client_and_leaves_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let output = parvis(&["demo", "--json", "--out", out], "");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    let report = lines(&output).remove(0);
    assert_eq!(report["ok"], true);
    assert!(report["contractId"].as_str().unwrap().starts_with("ctr_"));
    let stages = report["stages"].as_array().unwrap();
    assert!(stages.iter().all(|stage| stage["ok"] == true));
    let signed = folder.path().join("contract-signed.pdf");
    let roots = folder.path().join("trust-roots.pem");
    let (signed, roots) = (signed.to_str().unwrap(), roots.to_str().unwrap());
    let trusted = parvis(&["verify", "--json", "--trust", roots, signed], "");
    assert_eq!(trusted.status.code(), Some(0));
    assert_eq!(lines(&trusted)[0]["signatures"][0]["level"], "B-T");
    let events = std::fs::read_to_string(folder.path().join("events.jsonl")).unwrap();
    let uuid = report["uuid"].as_str().unwrap();
    for kind in ["CompanyVerified", "ContractSigned", "TenantActivated", "OnboardingCompleted"] {
        let said = events.lines().any(|line| line.contains(kind) && line.contains(uuid));
        assert!(said, "{kind} is missing in {events}");
    }
}
