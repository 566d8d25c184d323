//! The whole table of a step: what each event makes of each state.

use std::fmt::Write;
use std::time::Duration;

use parvis_onboarding::domain::journey::{Event, Fault, Report};

use crate::play::{Play, succeeded};

const ONE: &str = r#"
name = "one"
version = 1

[[step]]
id = "s"
uses = "x"
timeout = "1h"
retry = { max = 2, first = "1m", factor = 2 }
undo = true
"#;

/// Brings a step into each state in turn.
fn plays() -> Vec<Play> {
    let started = || Play::started(ONE, &[]).0;
    let after = |moves: &[fn(&mut Play)]| {
        let mut play = started();
        for make in moves {
            make(&mut play);
        }
        play
    };
    let wait: fn(&mut Play) = |play| drop(play.report("s", Report::Waiting));
    let again: fn(&mut Play) = |play| drop(play.again("s", "busy"));
    let cancel: fn(&mut Play) = |play| drop(play.cancel().unwrap());
    let done: fn(&mut Play) = |play| drop(play.done("s"));
    let fail: fn(&mut Play) = |play| drop(play.failed("s", "broken"));
    vec![
        Play::of(ONE),
        after(&[]),
        after(&[wait]),
        after(&[again]),
        after(&[done]),
        after(&[fail]),
        after(&[cancel]),
        after(&[cancel, again]),
        after(&[cancel, done]),
    ]
}

#[test]
fn every_state_answers_every_event() {
    let fault = || Fault::new("broken");
    let reports = [
        ("waiting", Report::Waiting),
        ("succeeded", succeeded()),
        ("try again", Report::TryAgain { fault: fault() }),
        ("failed", Report::Failed { fault: fault() }),
    ];
    let mut table = String::new();
    for mut play in plays() {
        let attempt = play.journey.step(&"s".into()).attempts;
        let report =
            |report: &Report| Event::Reported { step: "s".into(), attempt, report: report.clone() };
        let told = reports.iter().map(|(name, what)| (*name, report(what)));
        let others = [
            ("due", Event::Due { step: "s".into() }),
            ("cancelled", Event::Cancelled { reason: None }),
        ];
        play.later(Duration::from_mins(1));
        writeln!(table, "{} ({}, attempt {attempt})", play.state("s"), play.status()).unwrap();
        for (name, event) in told.chain(others) {
            let mut fork = Play::of(ONE);
            (fork.journey, fork.now) = (play.journey.clone(), play.now);
            let outcome = match fork.tell(event) {
                Err(refused) => format!("refused: {refused}"),
                Ok(_) if fork.journey == play.journey => "-".to_owned(),
                Ok(commands) => {
                    format!("{} ({}) {}", fork.state("s"), fork.status(), commands.join(", "))
                }
            };
            writeln!(table, "  {name:10} {outcome}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}
