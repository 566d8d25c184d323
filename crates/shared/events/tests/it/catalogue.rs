//! What the catalogue says at run time.

use parvis_events::registry::v1::MasterKeyRevoked;
use parvis_events::vat::v1::{CompanyVerified, VerifyCompany};
use parvis_events::{CATALOGUE, Kind, Payload as _, entry, must_be_heard};

#[test]
fn a_message_is_found_by_its_name() {
    let found = entry(CompanyVerified::TYPE).unwrap();
    assert_eq!((found.kind, found.since), (Kind::Fact, "0.1"));
    assert_eq!((found.said_by, found.heard_by), (&["vat"][..], &["onboarding"][..]));
    assert_eq!(entry("parvis.vat.v1.CompanyForgotten"), None);
}

#[test]
fn commands_and_facts_with_a_hearer_must_be_heard() {
    assert!(must_be_heard(VerifyCompany::TYPE));
    assert!(must_be_heard(CompanyVerified::TYPE));
    assert!(!must_be_heard("parvis.onboarding.v1.TenantActivated"));
    assert!(!must_be_heard(MasterKeyRevoked::TYPE), "the gateway only overhears it");
    assert!(!must_be_heard("nobody.knows.it"));
}

#[test]
fn every_message_is_catalogued_once_and_says_who_speaks() {
    let mut names: Vec<_> = CATALOGUE.iter().map(|entry| entry.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CATALOGUE.len());
    for entry in CATALOGUE {
        let service = entry.name.split('.').nth(1).unwrap();
        let own = match entry.kind {
            Kind::Command => entry.heard_by,
            Kind::Fact => entry.said_by,
        };
        assert_eq!(own, [service], "{}", entry.name);
        assert!(!entry.said_by.is_empty() && !entry.since.is_empty(), "{}", entry.name);
    }
}
