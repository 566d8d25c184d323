//! A journey that nobody foresaw runs on the same engine: steps side by side, retries, undoing,
//! approval.

use std::time::Duration;

use parvis_onboarding::domain::journey::{Event, Party, Status};

use crate::play::{Play, succeeded};

const VEHICLE: &str = include_str!("journeys/vehicle.toml");

#[test]
fn its_checks_run_side_by_side_and_it_completes() {
    let (mut play, commands) = Play::started(VEHICLE, &["imported"]);
    assert_eq!(
        commands,
        [
            "run identity (external) 1",
            "wake identity in 172800s",
            "run customs (external) 1",
            "wake customs in 432000s",
        ]
    );
    assert_eq!(play.done("identity"), ["run plate (reserve-plate) 1", "wake plate in 20s"]);
    assert_eq!(
        play.done("customs"),
        ["run payment (payment) 1", "wake payment in 604800s", "announce provisioning"]
    );
    assert!(play.done("plate").is_empty());
    assert_eq!(play.done("payment"), ["wake decision in 864000s"]);
    assert_eq!(play.journey.waiting_on(&play.definition), Some(Party::Operator));
    assert_eq!(
        play.signal("decide", &[]).unwrap(),
        [
            "run card (document) 1",
            "wake card in 3600s",
            "run courier (external) 1",
            "wake courier in 2592000s",
            "announce activated",
        ]
    );
    assert_eq!(play.done("card"), ["run notify (notify) 1", "wake notify in 172800s"]);
    assert_eq!(play.done("courier"), ["announce completed"], "a mail holds nothing back");
    assert!(!play.journey.is_over());
    assert!(play.failed("notify", "mailbox_unknown").is_empty());
    assert!(play.journey.is_over());
    assert_eq!(play.status(), Status::Completed);
}

#[test]
fn a_step_without_its_fact_is_skipped() {
    let (mut play, commands) = Play::started(VEHICLE, &[]);
    assert_eq!(commands, ["run identity (external) 1", "wake identity in 172800s"]);
    play.done("identity");
    assert_eq!(play.state("customs"), "skipped");
    assert_eq!(play.state("payment"), "running");
}

#[test]
fn retries_come_at_growing_distances_up_to_the_cap_and_are_counted() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    assert_eq!(play.again("identity", "register_busy"), ["wake identity in 30s"]);
    assert_eq!(play.state("identity"), "retrying");
    assert_eq!(
        play.due("identity"),
        ["run identity (external) 2", "wake identity in 172770s"],
        "the time of the step runs on"
    );
    assert_eq!(play.again("identity", "register_busy"), ["wake identity in 45s"]);
    play.due("identity");
    assert_eq!(play.again("identity", "register_busy"), ["announce failed"]);
    assert!(play.journey.is_over());
}

#[test]
fn a_wake_up_before_its_time_does_nothing() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.again("identity", "register_busy");
    play.later(Duration::from_secs(29));
    assert!(play.tell(Event::Due { step: "identity".into() }).unwrap().is_empty());
    assert_eq!(play.state("identity"), "retrying");
}

#[test]
fn a_report_about_an_earlier_attempt_is_late() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.again("identity", "register_busy");
    play.due("identity");
    let late = Event::Reported { step: "identity".into(), attempt: 1, report: succeeded() };
    assert!(play.tell(late).unwrap().is_empty());
    assert_eq!(play.state("identity"), "running");
}

#[test]
fn a_failure_undoes_what_was_done_last_first_one_at_a_time() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.done("identity");
    play.done("payment");
    play.done("plate");
    play.signal("decide", &[]).unwrap();
    assert_eq!(
        play.failed("card", "printer_gone"),
        ["undo plate (reserve-plate) 2", "wake plate in 20s", "announce failed"]
    );
    assert_eq!(play.done("plate"), ["undo payment (refund) 2", "wake payment in 604800s"]);
    assert!(play.done("payment").is_empty());
    assert!(play.journey.is_over());
    assert_eq!(
        play.states(),
        "identity:done customs:skipped payment:undone plate:undone decision:done card:failed \
         courier:skipped notify:blocked"
    );
}

#[test]
fn a_step_under_way_may_have_had_its_effect_and_is_undone_first() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.done("identity");
    play.done("plate");
    assert_eq!(
        play.cancel().unwrap(),
        ["undo payment (refund) 2", "announce cancelled"],
        "its wake-up was asked for already"
    );
    let late = Event::Reported { step: "payment".into(), attempt: 1, report: succeeded() };
    assert!(play.tell(late).unwrap().is_empty(), "the payment itself is over");
    assert_eq!(play.done("payment"), ["undo plate (reserve-plate) 2", "wake plate in 20s"]);
    assert!(play.done("plate").is_empty());
    assert!(play.journey.is_over());
}

#[test]
fn a_step_that_ran_out_of_time_is_undone_too() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.done("identity");
    play.done("payment");
    assert_eq!(
        play.due("plate"),
        ["undo plate (reserve-plate) 2", "wake plate in 20s", "announce failed"]
    );
    assert_eq!(play.done("plate"), ["undo payment (refund) 2", "wake payment in 604800s"]);
}

#[test]
fn undoing_is_retried_and_in_the_end_left_to_an_operator() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.done("identity");
    play.done("payment");
    play.done("plate");
    play.cancel().unwrap();
    assert_eq!(play.again("plate", "register_busy"), ["wake plate in 2s"]);
    assert_eq!(play.state("plate"), "undoing");
    assert_eq!(play.due("plate"), ["undo plate (reserve-plate) 3", "wake plate in 18s"]);
    assert_eq!(
        play.due("plate"),
        ["undo payment (refund) 2", "wake payment in 604800s", "strand plate"]
    );
    assert_eq!(play.failed("payment", "refund_refused"), ["strand payment"]);
    assert_eq!(play.status(), Status::Cancelled);
    assert!(play.journey.is_over());
}

#[test]
fn a_step_may_lapse_without_harm() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    for step in ["identity", "payment", "plate"] {
        play.done(step);
    }
    play.signal("decide", &[]).unwrap();
    play.done("card");
    play.done("notify");
    assert_eq!(play.due("courier"), ["announce completed"]);
    assert_eq!(play.state("courier"), "skipped");
}

#[test]
fn a_step_with_no_time_left_for_another_try_fails_at_once() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.later(Duration::from_secs(48 * 3600 - 30));
    assert_eq!(play.again("identity", "register_busy"), ["announce failed"]);
}

#[test]
fn a_step_whose_time_passed_while_nobody_looked_is_not_tried_again() {
    let (mut play, _) = Play::started(VEHICLE, &[]);
    play.again("identity", "register_busy");
    play.later(Duration::from_hours(72));
    let due = Event::Due { step: "identity".into() };
    assert_eq!(play.tell(due).unwrap(), ["announce failed"]);
}
