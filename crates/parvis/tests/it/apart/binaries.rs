//! The command lines of the binaries, and what they say of settings that are not right.

use std::process::{Command, Output};

use super::binary;
use crate::tidy::SERVICES;

fn run(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

#[test]
fn each_part_names_and_explains_itself_and_refuses_what_it_does_not_know() {
    for part in SERVICES.into_iter().chain(["gateway"]) {
        let version = format!("parvis-{part} {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!(run(binary(part).arg("--version")), (Some(0), version));
        let (code, help) = run(binary(part).arg("--help"));
        assert!(code == Some(0) && help.contains("healthcheck"), "{help}");
        assert_eq!(run(binary(part).arg("serve")).0, Some(2));
    }
    let (code, help) = run(binary("sandbox").arg("--help"));
    assert!(code == Some(0) && help.contains("--http"), "{help}");
}

#[test]
fn all_faults_of_the_settings_are_told_together() {
    let mut vat = binary("vat");
    vat.env("PARVIS_SHARED__MODE", "production")
        .env("PARVIS_SHARED__TRUSTED_KEYS__GATEWAY", "short")
        .env("PARVIS_VAT__VIES_URL", "ftp://vies.test");
    let (code, said) = run(&mut vat);
    assert_eq!(code, Some(1));
    for fault in [
        "shared.key_encryption_key",
        "shared.public_url",
        "shared.databases.vat is missing",
        "shared.bus must be amqp",
        "shared.identity_key",
        "shared.trusted_keys.gateway",
        "vat.vies_url",
    ] {
        assert!(said.contains(fault), "{fault} is not told: {said}");
    }
    let (_, said) = run(&mut binary("gateway"));
    assert!(said.contains("shared.addresses.vat is missing"), "{said}");
}

#[test]
fn a_key_that_nobody_reads_is_a_fault_in_an_own_section_and_nothing_in_another_one() {
    let (_, said) = run(binary("vat").env("PARVIS_VAT__NO_SUCH_KEY", "1"));
    assert!(said.contains("no_such_key"), "{said}");
    let (_, said) = run(binary("vat").env("PARVIS_SHARED__NO_SUCH_KEY", "1"));
    assert!(said.contains("no_such_key"), "{said}");
    let (_, said) = run(binary("vat").env("PARVIS_MAILER__NO_SUCH_KEY", "1"));
    assert!(!said.contains("no_such_key"), "{said}");
}

#[test]
fn a_part_by_itself_does_not_take_the_bus_of_one_process() {
    let (code, said) = run(binary("mailer").env("PARVIS_SHARED__BUS", "memory:"));
    assert!(code == Some(1) && said.contains("shared.bus must be amqp"), "{said}");
    let (_, said) = run(binary("mailer").env("PARVIS_SHARED__BUS", "amqp://guest@127.0.0.1"));
    assert!(!said.contains("must be amqp"), "{said}");
}
