//! What holds of every journey, whatever happens to it and in whatever order.

use std::time::Duration;

use parvis_kernel::Timestamp;
use parvis_onboarding::domain::journey::built_in::{CLIENT, TENANT};
use parvis_onboarding::domain::journey::{Event, Fault, Journey, Report, replay};
use proptest::prelude::*;

use crate::play::{Play, set, succeeded};
use crate::witness::Witness;

const VEHICLE: &str = include_str!("journeys/vehicle.toml");

/// Something that happens, in terms that make sense for any definition; it becomes an event by the
/// present state.
#[derive(Debug, Clone)]
enum Move {
    Start { with_facts: bool },
    Signal { step: usize, with_facts: bool },
    Cancel,
    Report { step: usize, lag: u32, report: Report },
    Due { step: usize },
    Sleep { seconds: u64 },
    Repeat { nth: usize },
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let fault = || Fault::new("broken");
    let report = prop_oneof![
        2 => Just(Report::Waiting),
        8 => Just(succeeded()),
        4 => Just(Report::TryAgain { fault: fault() }),
        1 => Just(Report::Failed { fault: fault() }),
    ];
    let lag = prop_oneof![6 => Just(0_u32), 1 => Just(1), 1 => Just(u32::MAX)];
    let seconds = prop_oneof![Just(1_u64), Just(30), Just(3600), Just(86_400 * 8)];
    let one = prop_oneof![
        1 => any::<bool>().prop_map(|with_facts| Move::Start { with_facts }),
        4 => (any::<usize>(), any::<bool>()).prop_map(|(step, with_facts)| Move::Signal { step, with_facts }),
        1 => Just(Move::Cancel),
        24 => (any::<usize>(), lag, report).prop_map(|(step, lag, report)| Move::Report { step, lag, report }),
        8 => any::<usize>().prop_map(|step| Move::Due { step }),
        3 => seconds.prop_map(|seconds| Move::Sleep { seconds }),
        4 => any::<usize>().prop_map(|nth| Move::Repeat { nth }),
    ];
    prop::collection::vec(one, 0..80)
}

/// The event that a move means now, if it means one.
fn event(play: &Play, step: &Move) -> Option<Event> {
    let steps = play.definition.steps();
    let facts = |with: bool| {
        if with { play.definition.facts().clone() } else { set(&[]) }
    };
    match step {
        Move::Start { with_facts } => Some(Event::Started { facts: facts(*with_facts) }),
        Move::Signal { step, with_facts } => Some(Event::Signalled {
            signal: steps[step % steps.len()].signal().unwrap_or("dance").to_owned(),
            facts: facts(*with_facts),
            output: [("said".to_owned(), "so".to_owned())].into(),
        }),
        Move::Cancel => Some(Event::Cancelled { reason: Some("changed our mind".to_owned()) }),
        Move::Report { step, lag, report } => {
            let step = steps[step % steps.len()].id.clone();
            let attempt = play.journey.step(&step).attempts.wrapping_add(*lag);
            Some(Event::Reported { step, attempt, report: report.clone() })
        }
        Move::Due { step } => Some(Event::Due { step: steps[step % steps.len()].id.clone() }),
        Move::Sleep { .. } => None,
        Move::Repeat { nth } => {
            let earlier = play.log.get(nth % play.log.len().max(1));
            earlier.map(|(event, _)| event.clone())
        }
    }
}

/// Plays the moves before a witness, then lets nobody answer any more until the journey is over.
fn play(text: &str, moves: &[Move]) -> Play {
    let mut play = Play::of(text);
    let mut witness = Witness::default();
    if !matches!(moves.first(), Some(Move::Report { .. })) {
        witness.tell(&mut play, &Event::Started { facts: set(&[]) });
    }
    for step in moves {
        if let Move::Sleep { seconds } = step {
            play.later(Duration::from_secs(*seconds));
        }
        if let Some(event) = event(&play, step) {
            witness.tell(&mut play, &event);
        }
    }
    witness.tell(&mut play, &Event::Started { facts: set(&[]) });
    for _ in 0..100 {
        let due = |play: &Play| {
            let steps = play.definition.steps().iter().map(|step| step.id.clone());
            steps.filter_map(|id| Some((play.journey.step(&id).state.due_at()?, id))).min()
        };
        let Some((at, step)) = due(&play) else { break };
        play.now = play.now.max(at);
        witness.tell(&mut play, &Event::Due { step });
    }
    witness.close(&play);
    play
}

fn replayed(play: &Play) -> Journey {
    let stored = serde_json::to_string(&play.log).unwrap();
    let log: Vec<(Event, Timestamp)> = serde_json::from_str(&stored).unwrap();
    replay(&play.definition, log.iter().map(|(event, at)| (event, *at)))
}

proptest! {
    #[test]
    fn every_journey_keeps_its_promises(
        text in prop_oneof![Just(TENANT), Just(CLIENT), Just(VEHICLE)],
        moves in moves(),
    ) {
        let play = play(text, &moves);
        prop_assert!(play.journey.is_over(), "a journey nobody answers ends by itself");
        prop_assert_eq!(replayed(&play), play.journey, "the log is the whole truth");
    }
}
