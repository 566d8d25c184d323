//! What a journey's text may say, and what is refused with a message for its author.

use std::time::Duration;

use parvis_onboarding::domain::journey::{Definition, Lapse, Party, Stage, Work};

const HEAD: &str = "name = \"j\"\nversion = 1\nfacts = [\"f\"]\n";

fn read(steps: &[&str]) -> Result<Definition, String> {
    let steps = steps.iter().map(|step| format!("[[step]]\n{step}\n"));
    Definition::parse(&format!("{HEAD}{}", steps.collect::<String>()))
        .map_err(|bad| bad.to_string())
}

#[test]
fn what_is_not_written_has_a_sensible_meaning() {
    let definition = read(&[
        "id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nstatus = \"provisioning\"\nundo = true",
        "id = \"b\"\nsignal = \"go\"\ntimeout = \"2d\"",
    ])
    .unwrap();
    let [a, b] = definition.steps() else { panic!("two steps") };
    assert!(a.needs.is_empty());
    assert_eq!((a.undo.as_deref(), a.who, a.on_timeout), (Some("x"), Party::System, Lapse::Fail));
    assert_eq!((a.retry.max, a.timeout), (1, Duration::from_hours(1)));
    assert_eq!(b.needs, std::slice::from_ref(&a.id), "a step follows the one before");
    assert_eq!((&b.work, b.who), (&Work::Await("go".to_owned()), Party::Client));
    assert_eq!(b.stage, Stage::Provisioning, "a step keeps the status that was reached");
}

#[test]
fn a_changed_text_is_another_definition() {
    let (one, other) = (
        "id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"",
        "id = \"a\"\nuses = \"x\"\ntimeout = \"2h\"",
    );
    assert_eq!(read(&[one]).unwrap().sha256(), read(&[one]).unwrap().sha256());
    assert_ne!(read(&[one]).unwrap().sha256(), read(&[other]).unwrap().sha256());
}

#[test]
fn an_unsound_journey_is_refused_with_its_reason() {
    let sound = "id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nstatus = \"activated\"";
    let cases: [(&[&str], &str); 16] = [
        (&[], "at least one step"),
        (&["id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\noptional = true"], "at least one step"),
        (&["id = \"a\"\nuses = \"x\""], "missing field `timeout`"),
        (&["id = \"a\"\nuses = \"x\"\ntimeout = \"soon\""], "whole number"),
        (&["id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nneed = []"], "unknown field `need`"),
        (
            &["id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nstatus = \"completed\""],
            "unknown variant",
        ),
        (&["id = \"A b\"\nuses = \"x\"\ntimeout = \"1h\""], "`A b` is not a name"),
        (&["id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nundo = \"!\""], "`!` is not a name"),
        (&[sound, sound], "`a` stands for more than one step"),
        (&["id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nneeds = [\"a\"]"], "not a step before it"),
        (
            &["id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nwhen = \"g\""],
            "among the journey's facts",
        ),
        (&["id = \"a\"\ntimeout = \"1h\""], "either `uses` or `signal`"),
        (
            &["id = \"a\"\nuses = \"x\"\nsignal = \"s\"\ntimeout = \"1h\""],
            "either `uses` or `signal`",
        ),
        (
            &["id = \"a\"\nsignal = \"s\"\ntimeout = \"1h\"\nundo = true"],
            "nothing to retry or to undo",
        ),
        (
            &[sound, "id = \"b\"\nuses = \"x\"\ntimeout = \"1h\"\nstatus = \"pending\""],
            "an earlier status",
        ),
        (
            &[
                "id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nretry = { max = 0, first = \"1s\", factor = 2 }",
            ],
            "1 to 100 times",
        ),
    ];
    for (steps, reason) in cases {
        let refused = read(steps).unwrap_err();
        assert!(refused.contains(reason), "{steps:?}: {refused}");
    }
}

#[test]
fn a_kind_that_nobody_carries_out_is_refused() {
    let definition = read(&["id = \"a\"\nuses = \"x\"\ntimeout = \"1h\"\nundo = \"y\""]).unwrap();
    assert!(definition.only_uses(&["x", "y"]).is_ok());
    let refused = definition.only_uses(&["x"]).unwrap_err();
    assert_eq!(refused.to_string(), "step `a` uses `y`, which nobody here carries out");
}
