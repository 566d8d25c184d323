//! Mutants: the product with one safeguard taken out. The row that guards it must notice.

use crate::report::Mutant;
use crate::rows::{ROWS, Run};
use crate::stack::{Form, Setup};
use crate::suite::Suite;

/// A safeguard that is taken out, and the row and stack on which that is to be noticed.
const MUTANTS: [(&str, &str, Form); 10] = [
    ("inbox-check", "F12", Form::Distributed),
    ("sequence-guard", "F14", Form::Distributed),
    ("confirm-before-mark", "F5", Form::Distributed),
    ("mandatory", "F9", Form::Distributed),
    ("store-before-ack", "F10", Form::Distributed),
    ("relay-lease", "F13", Form::Distributed),
    ("one-transaction", "F2", Form::Embedded),
    ("immediate-transaction", "F22", Form::Embedded),
    ("idempotency-claim", "F19", Form::Distributed),
    ("channel-watch", "F8", Form::Distributed),
];

/// Runs each row with its mutant; whether all were caught.
pub(crate) async fn run(suite: &Suite) -> bool {
    let mut all_caught = true;
    for (mutant, row, form) in MUTANTS {
        if !suite.wants(row, form) {
            continue;
        }
        let Some(run) = row_of(row, form) else { continue };
        let setup = Setup::default().with("PARVIS_MUTANT", mutant);
        let caught = !run(&suite.setting(form, setup)).await.ok;
        all_caught &= caught;
        println!("{}", serde_json::to_string(&Mutant { row, name: mutant, caught }).unwrap());
    }
    all_caught
}

fn row_of(name: &str, form: Form) -> Option<Run> {
    ROWS.iter().find(|(row, on, _)| *row == name && *on == form).map(|(_, _, run)| *run)
}
