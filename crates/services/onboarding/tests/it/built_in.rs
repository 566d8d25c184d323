//! The two journeys of the platform, as their clients live through them.

use parvis_onboarding::domain::case::KINDS;
use parvis_onboarding::domain::journey::built_in::{CLIENT, TENANT};
use parvis_onboarding::domain::journey::{Definition, Party, Refused, Report, Status};

use crate::play::Play;

#[test]
fn the_built_in_journeys_are_sound() {
    for (name, text) in [("tenant", TENANT), ("client", CLIENT)] {
        let definition = Definition::parse(text).unwrap();
        definition.only_uses(&KINDS).unwrap();
        assert_eq!(definition.name(), name);
        assert_eq!(definition.sha256().len(), 64);
    }
}

#[test]
fn a_tenant_is_provisioned_on_request_and_completed_by_its_application() {
    let (mut play, commands) = Play::started(TENANT, &[]);
    assert_eq!(commands, ["wake request in 31536000s"]);
    assert_eq!(play.status(), Status::Pending);
    assert_eq!(play.journey.waiting_on(&play.definition), Some(Party::Client));
    assert_eq!(
        play.signal("provision", &["generate_api_key"]).unwrap(),
        [
            "run dns (dns) 1",
            "wake dns in 604800s",
            "run certificate (certificate) 1",
            "wake certificate in 604800s",
            "run api-key (api-key) 1",
            "wake api-key in 604800s",
            "announce provisioning",
        ]
    );
    play.done("certificate");
    play.done("dns");
    assert_eq!(play.status(), Status::Provisioning);
    assert_eq!(play.journey.current_step(&play.definition).unwrap().id.as_str(), "api-key");
    assert_eq!(play.done("api-key"), ["wake complete in 315360000s", "announce activated"]);
    assert_eq!(play.signal("complete", &[]).unwrap(), ["announce completed"]);
    assert!(play.journey.is_over());
    assert!(play.journey.current_step(&play.definition).is_none());
}

#[test]
fn a_tenant_that_asked_for_no_key_gets_none() {
    let (mut play, _) = Play::started(TENANT, &[]);
    play.signal("provision", &[]).unwrap();
    assert_eq!(play.state("api-key"), "skipped");
    play.done("dns");
    play.done("certificate");
    assert_eq!(play.status(), Status::Activated);
}

#[test]
fn asking_again_for_what_was_done_changes_nothing() {
    let (mut play, _) = Play::started(TENANT, &[]);
    play.signal("provision", &[]).unwrap();
    assert!(play.signal("provision", &["generate_api_key"]).unwrap().is_empty());
    assert!(play.journey.facts().is_empty());
    play.done("dns");
    play.done("certificate");
    play.signal("complete", &[]).unwrap();
    assert!(play.signal("complete", &[]).unwrap().is_empty());
}

#[test]
fn what_comes_at_the_wrong_time_is_refused() {
    let refused = |asked: &str, status| Err(Refused { asked: asked.to_owned(), status });
    let mut play = Play::of(TENANT);
    assert_eq!(play.signal("provision", &[]), refused("provision", Status::Pending));
    let (mut play, _) = Play::started(TENANT, &[]);
    assert_eq!(play.signal("complete", &[]), refused("complete", Status::Pending));
    assert_eq!(play.signal("dance", &[]), refused("dance", Status::Pending));
    play.signal("provision", &[]).unwrap();
    assert_eq!(play.signal("complete", &[]), refused("complete", Status::Provisioning));
    play.cancel().unwrap();
    assert!(play.cancel().unwrap().is_empty());
    assert_eq!(play.signal("provision", &[]), refused("provision", Status::Cancelled));

    let (mut play, _) = Play::started(CLIENT, &[]);
    assert_eq!(play.signal("provision", &[]), refused("provision", Status::Pending));
    play.failed("company", "vat_invalid");
    assert_eq!(play.cancel(), refused("cancel", Status::Failed));
}

#[test]
fn a_completed_onboarding_cannot_be_cancelled_even_while_its_mail_is_under_way() {
    let mut play = signed_client();
    play.done("dns");
    play.done("certificate");
    play.signal("complete", &[]).unwrap();
    assert_eq!(play.state("notify"), "running");
    assert!(play.cancel().is_err());
    play.done("notify");
    assert!(play.journey.is_over());
}

#[test]
fn a_client_is_verified_then_signs_then_gets_its_space() {
    let mut play = signed_client();
    assert_eq!(play.status(), Status::Provisioning);
    play.done("dns");
    assert_eq!(
        play.done("certificate"),
        [
            "run notify (notify) 1",
            "wake notify in 172800s",
            "wake complete in 315360000s",
            "announce activated",
        ]
    );
    assert_eq!(play.journey.current_step(&play.definition).unwrap().id.as_str(), "complete");
    assert_eq!(play.journey.waiting_on(&play.definition), Some(Party::Client));
}

#[test]
fn a_declined_signature_fails_the_journey() {
    let (mut play, _) = Play::started(CLIENT, &[]);
    play.done("reservation");
    play.done("company");
    play.done("contract");
    play.report("signature", Report::Waiting);
    assert_eq!(play.journey.waiting_on(&play.definition), Some(Party::Signer));
    assert_eq!(
        play.failed("signature", "signature_declined"),
        ["undo reservation (cancel-contract) 2", "wake reservation in 604800s", "announce failed",],
        "the contract that nobody will sign is withdrawn"
    );
    play.done("reservation");
    assert!(play.journey.is_over());
    let step = play.journey.current_step(&play.definition).unwrap();
    let fault = play.journey.step(&step.id).fault.clone().unwrap();
    assert_eq!((step.id.as_str(), fault.code.as_str()), ("signature", "signature_declined"));
}

#[test]
fn a_cancelled_client_has_its_open_signature_voided() {
    let (mut play, _) = Play::started(CLIENT, &[]);
    play.done("reservation");
    play.done("company");
    play.done("contract");
    play.report("signature", Report::Waiting);
    assert_eq!(play.cancel().unwrap(), ["undo signature (signature) 2", "announce cancelled"]);
}

fn signed_client() -> Play {
    let (mut play, _) = Play::started(CLIENT, &[]);
    play.done("reservation");
    play.report("company", Report::Waiting);
    assert_eq!(play.journey.waiting_on(&play.definition), Some(Party::ThirdParty));
    for step in ["company", "contract"] {
        play.done(step);
        assert_eq!(play.status(), Status::Pending);
    }
    play.done("signature");
    play
}
